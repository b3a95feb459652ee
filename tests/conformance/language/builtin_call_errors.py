# Argument errors of built-in functions and types.
def attempt(text):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "!!", type(error).__name__, error)


for text in (
    "len()", "len(1, 2)", "len(5)", "len(x=1)", "abs('a')", "abs()", "ord('ab')", "ord('')", "ord(1)", "chr(-1)",
    "chr(1114112)", "chr('a')", "int('x')", "int('')", "int('1', 1)", "int('12', 2)", "int(None)", "int([])",
    "int(1, 2)", "float('x')", "float(None)", "float('')", "sum(1)", "sum(['a'])", "sum('abc', '')", "min()",
    "min([])", "max([], default=3)", "max(1, default=2)", "min(1)", "sorted()", "sorted([1, 'a'])", "sorted(1)",
    "range()", "range('a')", "range(1, 2, 0)", "range(1.0)", "zip([1], 2)", "zip([1], [1, 2], strict=True)",
    "list(zip([1], [1, 2], strict=True))", "list(zip([1, 2], [1], strict=True))", "enumerate()", "enumerate(1)",
    "map()", "map(1)", "filter(1)", "reversed({1})", "reversed(1)", "iter(1)", "iter(1, 2)", "next(1)",
    "next(iter([]))", "isinstance(1)", "isinstance(1, 1)", "issubclass(1, int)", "issubclass(int, 1)",
    "getattr(1)", "getattr(1, 2)", "getattr(1, 'x')", "setattr(1, 'x', 1)", "hasattr(1, 1)", "hash([])", "hash({})",
    "hash(set())", "pow(1)", "pow(2, -1, 0)", "pow(2, 3, 0)", "pow('a', 2)", "divmod(1, 0)", "divmod('a', 1)",
    "round('a')", "round(1.5, 'a')", "type()", "type(1, 2)", "type('A', 1, {})", "super()", "str(b'a', 'utf-8', 1, 2)",
    "bytes('a')", "bytes(-1)", "bytes([256])", "bytes(['a'])", "dict(1)", "dict([1])", "dict([(1, 2, 3)])",
    "dict(1, 2)", "set(1)", "frozenset(1, 2)", "tuple(1)", "list(1)", "list(1, 2)", "complex('a')", "bool(1, 2)",
    "slice()", "print(sep=1)", "print(end=1)", "print(x=1)", "input(1, 2)", "open()", "callable()", "id()",
    "format(1, 'q')", "format(1, 2)", "bin(1.5)", "hex('a')", "oct(None)", "vars(1)", "dir(1, 2)", "any(1)", "all(1)",
    "eval('1 +')", "compile('a', 'b', 'c')", "exec(1)", "chr(1, 2)", "object().x", "__import__('no_such_module')",
):
    attempt(text)
