"""Programs that write programs: functions from templates, compiled closures, code objects altered, namespaces, macros."""

import ast
import builtins
import collections
import dis
import functools
import inspect
import io
import itertools
import keyword
import linecache
import operator
import re
import string
import sys
import textwrap
import types
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, field


class Source:
    """Collects indented lines; blocks are context managers."""

    def __init__(self):
        self.lines, self.depth = [], 0

    def __call__(self, text="", **values):
        for line in textwrap.dedent(string.Template(text).substitute(values)).strip("\n").splitlines():
            self.lines.append("    " * self.depth + line)
        return self

    def __enter__(self):
        self.depth += 1
        return self

    def __exit__(self, *details):
        self.depth -= 1

    def __str__(self):
        return "\n".join(self.lines) + "\n"

    def build(self, name, **scope):
        text, file = str(self), f"<made {name}>"
        linecache.cache[file] = (len(text), None, text.splitlines(True), file)
        exec(compile(text, file, "exec", dont_inherit=True), scope)
        return scope[name]


def record(name, fields, *, frozen=False):
    """A class with positional fields, written as text."""
    names = re.findall(r"[^\s,:]+", re.sub(r":\s*\w+", "", fields))
    for field_name in names:
        if not field_name.isidentifier() or keyword.iskeyword(field_name):
            raise ValueError(f"no name: {field_name!r}")
    if twice := [n for n, c in collections.Counter(names).items() if c > 1]:
        raise ValueError(f"{twice[0]} twice")
    source = Source()
    source("class $name:", name=name)
    with source:
        source("__slots__ = $slots", slots=tuple(names))
        source("def __init__(self, $args):", args=", ".join(names))
        with source:
            for field_name in names:
                source("_set(self, '$n', $n)" if frozen else "self.$n = $n", n=field_name)
            if not names:
                source("pass")
        source("def __iter__(self):")
        with source:
            source("return iter(($items))", items="".join(f"self.{n}, " for n in names))
        source("def __repr__(self):")
        with source:
            source("return f'$name($parts)'", name=name, parts=", ".join(f"{{self.{n}!r}}" for n in names))
        if frozen:
            source("def __setattr__(self, name, value):")
            with source:
                source("raise AttributeError(f'{name} is fixed')")
    return source.build(name, _set=object.__setattr__, __name__="made")


class Macros(ast.NodeTransformer):
    """Calls of registered names are replaced by trees while a function is compiled anew."""

    table: dict[str, Callable] = {}

    @classmethod
    def define(cls, function):
        cls.table[function.__name__] = function
        return function

    def visit_Call(self, node):
        self.generic_visit(node)
        match node:
            case ast.Call(ast.Name(name), arguments, []) if name in self.table:
                return ast.copy_location(self.table[name](*arguments), node)
        return node

    @classmethod
    def expand(cls, function):
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        tree.body[0].decorator_list = []
        tree = ast.fix_missing_locations(cls().visit(tree))
        scope = dict(function.__globals__)
        exec(compile(tree, "<expanded>", "exec"), scope)
        made = scope[function.__name__]
        made.__source__ = ast.unparse(tree)
        return made


@Macros.define
def swap(a, b):
    return ast.Tuple([b, a], ast.Load())


@Macros.define
def unless(test, value):
    return ast.IfExp(test, ast.Constant(None), value)


@Macros.define
def quoted(node):
    return ast.Constant(ast.unparse(node))


@Macros.expand
def sample(x, y):
    pair = swap(x + 1, y)
    return pair, unless(x > y, x / y), quoted(x ** (y - 1) if x else [*y])


@dataclass
class Pipeline:
    steps: list[tuple[str, str]] = field(default_factory=list)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda text: Pipeline([*self.steps, (name, text)])

    def compile(self):
        source = Source()
        source("def run(items):")
        with source:
            for name, text in self.steps:
                match name:
                    case "where":
                        source("items = (x for x in items if $t)", t=text)
                    case "select":
                        source("items = ($t for x in items)", t=text)
                    case "fold":
                        source("result = None\nfor x in items:\n    result = $t", t=text)
                    case other:
                        raise NotImplementedError(other)
            source("return $r", r="result" if any(n == "fold" for n, _ in self.steps) else "list(items)")
        run = source.build("run")
        run.source = str(source)
        return run


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            where = error.__traceback__
            while where.tb_next:
                where = where.tb_next
            print("  ", type(error).__name__, error,
                  f"@{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where.tb_frame.f_code.co_filename.startswith("<made") else "")


Point = record("Point", "x, y: int")
Fixed = record("Fixed", "a b", frozen=True)
print(Point(1, [2]), list(Fixed(3, 4)), Point.__slots__, Point.__module__, inspect.signature(Point),
      inspect.getsource(Point.__init__), record("Empty", "")())
attempt(lambda: setattr(Fixed(1, 2), "a", 3), lambda: setattr(Point(1, 2), "z", 3), lambda: Point(1),
        lambda: record("C", "class"), lambda: record("C", "a a"), lambda: record("C", "1x"),
        lambda: record("not ok", "a"), lambda: Source()("$missing"))
print(sample(3, 4), sample(5, 2), sample.__source__, sep="\n")
query = Pipeline().where("x % 2").select("x * x").fold("x + (result or 0)").compile()
print(query(range(8)), query.source, Pipeline().select("10 // x").compile()([1, 5]), sep="\n")
attempt(lambda: Pipeline().select("10 // x").compile()([0]), lambda: Pipeline().where("x +").compile(),
        lambda: Pipeline().sort("x").compile(), lambda: Pipeline()._hidden,
        lambda: Pipeline().select("y").compile()([1]))


def template(a, b=2, *rest, c, d=4, **more):
    """Doc."""
    global_name = len
    inner = lambda q: q + a
    return global_name, inner(b), rest, c, d, more


code = template.__code__
print(code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_varnames, code.co_cellvars,
      code.co_freevars, code.co_names, [c if isinstance(c, (str, int)) else type(c).__name__ for c in code.co_consts],
      code.co_flags & inspect.CO_VARARGS, code.co_qualname, code.co_firstlineno == inspect.getsourcelines(template)[1],
      dis.COMPILER_FLAG_NAMES[4])
renamed = types.FunctionType(code.replace(co_name="other", co_qualname="somewhere.other"), {"len": max}, "made",
                             (10, 20), None)
print(renamed.__name__, renamed.__qualname__, renamed.__defaults__, inspect.signature(renamed),
      renamed.__globals__.keys())


def counter():
    count = 0

    def up():
        nonlocal count
        count += 1
        return count

    return up


up = counter()
twin = types.FunctionType(up.__code__, globals(), "twin", None, (types.CellType(41),))
shared = types.FunctionType(up.__code__, globals(), closure=up.__closure__)
print(up(), twin(), shared(), up(), up.__closure__[0].cell_contents, twin.__closure__[0] == types.CellType(42),
      types.CellType(1) < types.CellType(2))
attempt(lambda: types.FunctionType(up.__code__, {}), lambda: types.FunctionType(up.__code__, {}, closure=(1,)),
        lambda: types.FunctionType(code, {}, closure=(types.CellType(),)), lambda: types.FunctionType(3, {}),
        lambda: types.FunctionType(code, 3), lambda: types.CellType().cell_contents,
        lambda: setattr(up, "__code__", code), lambda: setattr(template, "__defaults__", 3),
        lambda: setattr(template, "__kwdefaults__", []), lambda: setattr(template, "__name__", 3),
        lambda: delattr(template, "__closure__"), lambda: delattr(template, "__defaults__") or template(1, c=1),
        lambda: exec(up.__code__), lambda: eval(code), lambda: eval("1 +"), lambda: eval("x = 1"),
        lambda: eval("__import__('os')", {"__builtins__": {}}), lambda: eval("len('ab')", {"__builtins__": builtins}),
        lambda: eval("a + b", {"a": 1}, collections.ChainMap({"b": 2})),
        lambda: exec("x: int = 1", {}, types.MappingProxyType({})), lambda: eval(b"1 + 1"), lambda: eval("1", 3),
        lambda: compile("x", "f", "nope"), lambda: compile("x\0", "f", "exec"),
        lambda: compile("x", "f", "exec", flags=1 << 30), lambda: compile("1 if", "f", "eval"), lambda: exec("return"),
        lambda: exec("yield 1"), lambda: exec("await x"), lambda: exec("def f():\n  x = 1\n  del x\n  return x\nf()"),
        lambda: exec("class A:\n  print(q)\n  q = 1", {"q": 2}), lambda: exec("f = lambda: zeta\nf()", {}),
        lambda: code.replace(co_argcount="x"), lambda: code.co_consts.append(1), lambda: setattr(code, "co_name", "x"))
scope = collections.defaultdict(lambda: "made up")
exec("result = unknown + '!'", {}, scope)
with redirect_stdout(io.StringIO()) as out:
    exec("print(f'{result=}', sorted(locals()), __name__)", {"__name__": "inner"}, {"result": 3})
print(scope["result"], out.getvalue(), functools.reduce(lambda f, g: lambda x: g(f(x)),
        [str, len, operator.neg])(12345), [f(3) for f in [eval(f"lambda x: x {s} {n}") for s,
        n in itertools.product("+*", (2, 3))]], sys._getframe().f_code.co_name)
