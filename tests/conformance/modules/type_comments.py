# Comments that are types, types of functions, and the syntax of older Pythons, in syntax trees.
import ast


def comments(source, mode="exec"):
    try:
        tree = ast.parse(source, type_comments=True, mode=mode)
    except SyntaxError as error:
        print(repr(source), type(error).__name__, error.msg, error.lineno, error.offset, error.end_offset, repr(error.text))
        return
    found = []
    for node in ast.walk(tree):
        comment = getattr(node, "type_comment", None)
        if comment is not None:
            found.append((type(node).__name__, node.lineno, node.end_lineno, node.end_col_offset, comment))
    print(repr(source), found, [(ignored.lineno, ignored.tag) for ignored in getattr(tree, "type_ignores", [])])
    assert not any(getattr(node, "type_comment", None) for node in ast.walk(ast.parse(source, mode=mode)))


SOURCES = [
    "x = 1 # type: int",
    "x = 1 # type: int   \ny=2",
    "x=1#type:int",
    "x = 1 #  type :int",
    "x = 1 #\ttype:\tint",
    "x = (1 # type: int\n)",
    "x = [ # type: int\n]",
    "x = [1, # type: int\n 2]",
    "x = y = 1 # type: int",
    "x += 1 # type: int",
    "x: int = 1 # type: int",
    "f() # type: int",
    "for i in x: # type: int\n  pass",
    "for i in x:\n  # type: int\n  pass",
    "for i in x: pass # type: int",
    "with a as b: # type: int\n  pass",
    "with (a as b,): # type: int\n  pass",
    "with (a as b, # type: int\n ): pass",
    "def f(): # type: () -> int\n  pass",
    "def f():\n  # type: () -> int\n  pass",
    "def f():\n\n  # hello\n  # type: () -> int\n  pass",
    "def f(): # x\n  # type: () -> int\n  # type: z\n  pass",
    "def f(): # type: a\n  pass # type: b",
    "def f():\n  pass\n  # type: int",
    "def f(\n a, # type: int\n b=1, # type: str\n *c, # type: x\n d, # type: y\n **e # type: z\n): pass",
    "def f(a # type: int\n): pass",
    "def f(a # type: int\n, b): pass",
    "def f(a, /, # type: int\n b): pass",
    "def f(*, # type: int\n b): pass",
    "def f(a, b=1, # type: int\n): pass",
    "# type: int\nx=1",
    "x=1\n# type: int\n",
    "# type: ignore\nx=1",
    "x=1 # type: ignore",
    "x=1 # type: ignore[foo]",
    "x=1 # type: ignoreé",
    "x=1 # type: ignorexx",
    "x=1 # type: ignore 1 # foo",
    "x = 1 # type: ignore@ab",
    "def f(): # type: ignore\n  # type: () -> int\n  pass",
    "async def f(): # type: x\n  pass\nasync def g():\n  async for i in x: # type: a\n    pass\n  async with x: # type: b\n    pass",
    "if x: # type: int\n  pass",
    "while x: # type: int\n pass",
    "class A: # type: int\n pass",
    "x = 1; y = 2 # type: int",
    "x = 1 # type: int ; y",
    "return 1 # type: x",
    "def f(a, *, b, # type: int\n c): pass",
    "def f(*args # type: int\n): pass",
    "x = '''\n# type: int\n'''",
    "x = 1 # type: int # more",
    "def f(): # type: ignore\n pass",
    "for i in x: # type: a\n pass\nelse: # type: b\n pass",
    "try: # type: x\n pass\nfinally: pass",
    "x = yield # type: int",
    "x = 1 \\\n  # type: int\n",
    "@dec # type: int\ndef f(): pass",
    "def f(a: int, # type: int\n b): pass",
    "def f(a=(1, # type: int\n)): pass",
    "def f(a, # type: int\n): # type: foo\n  pass",
    "x = 1 # type: é",
    "def f():\n    # type: () -> int\n    x = 1 # type: int",
    "def f(): # type: ignore[x]\n    return 1 # type: ignore",
    "# type: int",
    "x = lambda: 1 # type: int",
    "f(x, # type: int\n y)",
    "def f(a, # type: int\n # type: str\n b): pass",
    "print(1) # type: ignore\n",
    "def f(a, b): # type: ignore\n  # type: ignore\n  pass",
    "if 1:\n  # type: ignore\n  pass",
    "x = {\n 1: 2 # type: ignore\n}",
    "def f(a, b, # type: ignore\n c): pass",
    "x = 1 # Type: int",
    "x = 1 ## type: int",
    "x = 1 # type: ",
    "x=1 # type:",
    "def f(a, # type: \n b): pass",
]
for source in SOURCES:
    comments(source)
comments("x = 1 # type: int", "single")
comments("x # type: int", "eval")
comments("(x) # type: ignore", "eval")
try:
    ast.parse("def f(): # type: a\n  # type: b\n  pass", type_comments=True)
except SyntaxError as error:
    print(error.msg)
print(ast.dump(ast.parse(b"x = 1 # type: \xc3\xa9", type_comments=True), include_attributes=True))


def signature(source):
    try:
        print(repr(source), ast.dump(ast.parse(source, mode="func_type"), include_attributes=True))
    except SyntaxError as error:
        print(repr(source), type(error).__name__, error.msg, error.lineno)


for source in [
    "() -> int", "(int) -> str", "(int, *str) -> x", "(int, *str, **Any) -> x", "(*a) -> b", "(**a) -> b", "(*a, **b) -> c",
    "(a, **b) -> c", "(a,) -> b", "(a, b=1) -> c", "int", "() -> ", "(a -> b", "() -> int\n\n", "  () -> int",
    "(List[int], Tuple[int, str]) -> Dict[str, int]", "(lambda: x) -> y", "(*a, b) -> c", "(**a, *b) -> c", "(**a, b) -> c",
    "(int)\n -> str", "() -> x # type: ignore", "(a, *b,) -> c", "() -> (yield)", "() -> a, b", "(a if b else c) -> d",
    "(x := 1) -> d", "(*a, *b) -> c", "(\n a,\n b) -> c", "() -> x; y", "(...) -> x", "((yield)) -> (x, y)", "(yield) -> x",
    "(x for x in y) -> z", "", "(", "() ->", "()",
]:
    signature(source)
try:
    compile("() -> int", "f", "func_type")
except ValueError as error:
    print(error)
try:
    ast.parse(ast.Pass(), mode="func_type")
except TypeError as error:
    print(error)

for version in range(3, 15):
    for source in [
        "async def f(): pass", "async def f():\n async for x in y: pass", "async def f():\n async with x: pass",
        "async def f(): await x", "async def f(): [x async for x in y]", "(x := 1)", "def f(a, /): pass", "match x:\n case 1: pass",
        "try: pass\nexcept* E: pass", "def f[T](): pass", "class A[T]: pass", "type X = int", "def f[T = int](): pass",
        "with (a as b): pass", "a @ b", "a @= b", "x: int", "x: int = 1", "t'{x}'", "lambda a, /: a", "f'{x}'", "{**a}",
        "1_000", "1.0_0j", "a_1", "try: pass\nexcept A, B: pass", "try: pass\nexcept (A, B): pass",
    ]:
        try:
            ast.parse(source, feature_version=(3, version))
        except SyntaxError as error:
            print(version, repr(source), error.msg)
