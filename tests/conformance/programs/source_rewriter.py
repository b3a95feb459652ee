"""Rewrites and measures source text by its syntax tree: constant folding, renaming, complexity, a safe evaluator."""

import ast
import builtins
import collections
import contextlib
import copy
import enum
import functools
import inspect
import operator
import textwrap

SOURCE = textwrap.dedent('''
    """Module of geometry."""
    import math as m
    from os import path, sep as separator

    SIZE = 60 * 60 * 24

    class Shape:
        """Any shape."""
        sides: int = 2 + 1

        def area(self, scale=1.0, /, *rest, unit: "str" = "cm", **more) -> float:
            if self.sides > 3 and scale or not rest:
                return -(-scale) * (2 ** 5)
            for i, x in enumerate(rest):
                while x:
                    x -= 1
                else:
                    break
            try:
                return m.pi * scale
            except (ValueError, TypeError) as error:
                raise RuntimeError(f"bad {scale!r:>{10 + 2}} {unit}") from error
            finally:
                del x

    async def load(names):
        async with open(names) as f, g:
            return [await n async for n in f if n if not n.x] + [*names, lambda a, *, b=1: (yield)]

    match SIZE:
        case {"a": [1, *others], **kw} | Shape(sides=3 as s): pass
        case _: print(others := {1: 2, **{}}, {1, 2}, {k: v for k, v in {}.items()})
''')


class Fold(ast.NodeTransformer):
    OPERATORS = {ast.Add: operator.add, ast.Mult: operator.mul, ast.Pow: operator.pow, ast.USub: operator.neg,
                 ast.Sub: operator.sub}

    def __init__(self):
        self.folded = 0

    def visit_BinOp(self, node):
        self.generic_visit(node)
        match node:
            case ast.BinOp(ast.Constant(left), op, ast.Constant(right)) if type(op) in self.OPERATORS:
                self.folded += 1
                return ast.copy_location(ast.Constant(self.OPERATORS[type(op)](left, right)), node)
        return node

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        match node:
            case ast.UnaryOp(ast.USub(), ast.UnaryOp(ast.USub(), inner)):
                self.folded += 1
                return inner
        return node


class Rename(ast.NodeTransformer):
    def __init__(self, **names):
        self.names = names

    def visit_Name(self, node):
        return ast.copy_location(ast.Name(self.names.get(node.id, node.id), node.ctx), node)

    def visit_arg(self, node):
        node.arg = self.names.get(node.arg, node.arg)
        return self.generic_visit(node)


class Complexity(ast.NodeVisitor):
    def __init__(self):
        self.found, self.stack = {}, []

    def visit_FunctionDef(self, node):
        self.stack.append(node.name)
        self.found[".".join(self.stack)] = 1
        self.generic_visit(node)
        self.stack.pop()

    visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef

    def generic_visit(self, node):
        if self.stack and isinstance(node, (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.BoolOp,
                                            ast.comprehension)):
            self.found[".".join(self.stack)] += 1
        super().generic_visit(node)


class Safe(ast.NodeVisitor):
    """Evaluates arithmetic and calls of a few functions; everything else is refused with its place."""

    ALLOWED = {name: getattr(builtins, name) for name in ("abs", "max", "min", "round", "len")}

    def evaluate(self, text):
        return self.visit(ast.parse(text, "<formula>", "eval").body)

    @functools.singledispatchmethod
    def visit(self, node):
        raise SyntaxError(f"{type(node).__name__} is not allowed", ("<formula>", node.lineno, node.col_offset + 1,
                None))

    @visit.register
    def _(self, node: ast.Constant):
        return node.value

    @visit.register(ast.List | ast.Tuple)
    def _(self, node):
        return [self.visit(item) for item in node.elts]

    @visit.register
    def _(self, node: ast.BinOp):
        return Fold.OPERATORS[type(node.op)](self.visit(node.left), self.visit(node.right))

    @visit.register
    def _(self, node: ast.Call):
        return self.ALLOWED[node.func.id](*map(self.visit, node.args))


tree = ast.parse(SOURCE, "shapes.py")
print(ast.get_docstring(tree), "|", ast.get_docstring(tree.body[4]), "|",
      collections.Counter(type(n).__name__ for n in ast.walk(tree)).most_common(4))
fold = Fold()
print(ast.unparse(fold.visit(copy.deepcopy(tree))), fold.folded, sep="\n")
complexity = Complexity()
complexity.visit(tree)
print(complexity.found)
print(ast.unparse(Rename(scale="factor", SIZE="DAY").visit(tree.body[4].body[2])).splitlines()[0])
print(ast.dump(ast.parse("x: int = f(*a, k=1)[1:2, ...]").body[0], indent=1))
print(ast.dump(ast.parse("a.b @= not -c", mode="single"), include_attributes=True))
print(ast.dump(ast.parse("def f[T: int, *Ts, **P](): type X = T"), show_empty=True, annotate_fields=False))
call = tree.body[4].body[2].body[-1].body[0].value
print(ast.get_source_segment(SOURCE, call), call.lineno, call.end_col_offset, [f for f, _ in ast.iter_fields(call)],
      [type(c).__name__ for c in ast.iter_child_nodes(call)])
safe = Safe()
for text in ("1 + 2 * 3", "max([1, len('abc')], [2])", "abs(2 - 2 ** 3)", "x + 1", "[1,\n __import__('os')]",
             "1 if 1 else 2", "len(3)", "1 +", "open('f')"):
    try:
        print(text.replace("\n", "~"), "=", safe.evaluate(text))
    except SyntaxError as error:
        print(text.replace("\n", "~"), "->", error.msg, error.lineno, error.offset, error.filename)
    except (TypeError, KeyError) as error:
        print(text.replace("\n", "~"), "->", repr(error))
for text in ("{'a': [1, (2.5, None)], 3: {b'x', True}}", "-1 + 2j", "set()", "[x]", "f'{1}'", "1 + 1", "{1: 2, **{}}",
             "'a' 'b'"):
    try:
        print(ast.literal_eval(text))
    except (ValueError, SyntaxError) as error:
        print(type(error).__name__, textwrap.shorten(str(error).split(" at 0x")[0], 60))
for build in (lambda: compile(ast.Expression(ast.Name("x", ast.Store())), "t", "eval"),
              lambda: compile(ast.Module([ast.Pass()], []), "t", "exec"), lambda: ast.Constant(1, 2, 3),
              lambda: compile(ast.Expression(ast.Constant([])), "t", "eval"),
              lambda: ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(2), ast.Add(),
                      None))) and compile(ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(2), ast.Add(),
                      None))), "t", "eval")):
    try:
        print(build())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
namespace = {}
exec(compile(ast.fix_missing_locations(ast.Module([ast.Assign([ast.Name(n, ast.Store())], ast.Constant(i)) for i,
        n in enumerate("pqr")], [])), "made", "exec"), namespace)
print({k: v for k, v in namespace.items() if len(k) == 1}, inspect.getdoc(Safe),
      ast.compare(ast.parse("1"), ast.parse(" 1 ".strip())), isinstance(ast.Constant(1), ast.expr))
