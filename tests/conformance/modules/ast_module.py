"""Syntax trees as objects: made by the parser, walked, changed, written as text, compiled."""
import ast
import copy
import warnings

warnings.simplefilter("always")

SOURCE = '''
@decorated
def f(a, /, b: int = 1, *c, d=2, **e) -> x:
    return a + -b ** 2
class A(B, metaclass=C):
    x: int = 3
    (y): str
for (i, j), k in z: pass
else: pass
with a as b, c: pass
try: pass
except E as e: pass
finally: pass
try: pass
except* E: pass
match x:
    case [1, *_, {"a": b, **r}] if c: pass
    case C(1, x=2) | None: pass
    case -1+2j as q: pass
f"{a!r:>{w}} b" u"c"
t"{a}"
type T[X: int, *Y, **Z] = list[X]
x[1:2, ...] = a, *b = lambda *a, q, r=1: (yield)
del a, b.c
import a.b as c
from . import x
async def g():
    async for x in y: await z
    return [i async for i in x if a if b]
a if b else c
a < b <= c not in d
{1: 2, **x}
1.5, 1e999, 2j, 10**100, b"a", "\\\\ud800"
'''

tree = ast.parse(SOURCE)
print(ast.dump(tree, include_attributes=True))
print(ast.unparse(tree))
print(repr(tree))
print(tree.body[0].args, tree.body[0].body)
print(ast.literal_eval("{'a': [1, -2.5, (3j,)], b'x': {None, True}}"))
print(ast.get_source_segment(SOURCE, tree.body[0].body[0].value))
print(ast.parse("a").body[0].value.ctx is ast.parse("b").body[0].value.ctx)


class Doubler(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node)


doubled = Doubler().visit(ast.parse("[1, 'ab', 2.5]", mode="eval"))
print(eval(compile(doubled, "<tree>", "eval")))
namespace = {}
exec(compile(ast.parse("def f(x): return [x for x in range(x)]"), "<tree>", "exec"), namespace)
print(namespace["f"](3))
exec(compile(ast.parse("1 + 1", mode="single"), "<tree>", "single"))
for value in (-5, 10 ** 30, -2.5, 1 + 2j, (1, ("a", b"b")), frozenset({1}), ..., None, "\ud800"):
    made = ast.Expression(ast.Constant(value, lineno=1, col_offset=0))
    print(ascii(eval(compile(made, "<tree>", "eval"))))

# The classes.
for cls in (ast.AST, ast.mod, ast.Module, ast.expr, ast.Name, ast.operator, ast.Add, ast.comprehension, ast.arg):
    print(cls, cls.__mro__, cls._fields, cls._attributes, cls.__match_args__, cls.__doc__)
    print("  ", list(vars(cls)), cls.__dict__.get("_field_types"), cls.__annotations__ if cls is ast.Name else "")
print(ast.Return().value, ast.Name("a").ctx, ast.Module().body)


def attempt(function, *args, **keywords):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            print(function(*args, **keywords))
        except Exception as error:
            print(type(error).__name__, error)
    for warning in caught:
        print("   ", warning.category.__name__, warning.message)


attempt(ast.Name)
attempt(ast.Name, "a", "b", "c")
attempt(ast.Name, "a", id="b")
attempt(ast.Name, "a", other=1)
attempt(ast.AST, 1)
attempt(ast.BinOp, 1, ast.Add())
attempt(copy.replace, ast.Name("a"), id="b")
attempt(copy.replace, ast.Name("a"), other="b")
attempt(copy.replace, ast.BinOp.__new__(ast.BinOp))
attempt(ast.Name("a").__replace__, 1)


class Custom(ast.AST):
    _fields = ("one", "two")
    _field_types = {"one": int}


attempt(Custom, one=1)
attempt(Custom, 1, 2)
node = ast.parse("x").body[0].value
print(node.__reduce__())
print(ast.dump(copy.deepcopy(tree)) == ast.dump(tree))
match node:
    case ast.Name(name, ast.Load()):
        print("matched", name)

# What is no tree.
PLACE = {"lineno": 1, "col_offset": 0}
name = ast.Name("a", **PLACE)
for wrong in (
    ast.Module([5]), ast.Module(5), ast.Module([ast.Expr(5)]), ast.Module([ast.stmt()]), ast.Module([ast.stmt(**PLACE)]),
    ast.Module([ast.Expr(5, **PLACE)]), ast.Module([ast.Expr(None, **PLACE)]), ast.Module([None]), ast.Expression(name),
    ast.Module([ast.Expr(ast.Name("a", lineno="a", col_offset=0), **PLACE)]),
    ast.Module([ast.Expr(ast.Name("a", ast.Store(), **PLACE), **PLACE)]),
    ast.Module([ast.Expr(ast.Name(b"a", **PLACE), **PLACE)]), ast.Module([ast.Expr(ast.Name("None", **PLACE), **PLACE)]),
    ast.Module([ast.Expr(ast.Name("a", end_lineno=0, **PLACE), **PLACE)]),
    ast.Module([ast.Expr(ast.Name("a", end_col_offset=-2, **PLACE), **PLACE)]),
    ast.Module([ast.Import([ast.alias(None, **PLACE)], **PLACE)]), ast.Module([ast.Import([], **PLACE)]),
    ast.Module([ast.Assign([], name, **PLACE)]), ast.Module([ast.Assign([name], name, **PLACE)]),
    ast.Module([ast.Delete([ast.Constant(1, **PLACE)], **PLACE)]), ast.Module([ast.While(name, [], **PLACE)]),
    ast.Module([ast.Try([ast.Pass(**PLACE)], **PLACE)]), ast.Module([ast.Raise(None, name, **PLACE)]),
    ast.Module([ast.Expr(ast.Constant([], **PLACE), **PLACE)]), ast.Module([ast.Expr(ast.Dict([name], []), **PLACE)]),
    ast.Module([ast.Expr(ast.BoolOp(ast.And(), [name], **PLACE), **PLACE)]),
    ast.Module([ast.Expr(ast.Compare(name, [], [], **PLACE), **PLACE)]),
    ast.Module([ast.Expr(ast.ListComp(name, [], **PLACE), **PLACE)]),
    ast.Module([ast.AnnAssign(ast.Attribute(name, "b", ast.Store(), **PLACE), name, None, 1, **PLACE)]),
    ast.Module([ast.ImportFrom("a", [ast.alias("b", **PLACE)], -1, **PLACE)]),
    ast.Module([ast.Match(name, [ast.match_case(ast.MatchStar(end_lineno=1, end_col_offset=1, **PLACE), None, [])], **PLACE)]),
    ast.Module([ast.Expr(ast.UnaryOp(ast.Add(), name, **PLACE), **PLACE)]),
):
    attempt(compile, wrong, "<tree>", "exec")
attempt(compile, ast.Module(), "<tree>", "exec", ast.PyCF_ONLY_AST)
attempt(compile, ast.Module(), "<tree>", "eval", ast.PyCF_ONLY_AST)
attempt(compile, "a", "<tree>", "other", ast.PyCF_ONLY_AST)
attempt(compile, "a", "<tree>", "func_type")
attempt(ast.parse, "a b")
attempt(ast.parse, "Tru\U0001d452")
