"""Tools for Python sources: measures, renames, finds unused names, formats differences."""

import ast
import collections
import difflib
import inspect
import io
import keyword
import symtable
import textwrap
import token
import tokenize

SOURCE = '''\
import os, sys
from math import sqrt as root

LIMIT = 10

def area(width, height=2, *rest, scale: float = 1.0) -> float:
    """The area."""
    unused = 3
    if width > LIMIT:
        return root(width * height) * scale
    return sum(w * height for w in (width, *rest))

class Shape:
    sides = 4
    def name(self):
        match self.sides:
            case 3 | 4 as n if n: return f"{n}-gon {self.sides!r:>4}"
            case _: return "shape"
'''


class Unused(ast.NodeVisitor):
    def __init__(self):
        self.stored, self.loaded = {}, set()

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Store):
            self.stored.setdefault(node.id, node.lineno)
        else:
            self.loaded.add(node.id)

    def visit_alias(self, node):
        self.stored[node.asname or node.name] = node.lineno


class Rename(ast.NodeTransformer):
    def __init__(self, **names):
        self.names = names

    def visit_Name(self, node):
        return ast.copy_location(ast.Name(self.names.get(node.id, node.id), node.ctx), node)

    def visit_arg(self, node):
        node.arg = self.names.get(node.arg, node.arg)
        return self.generic_visit(node)


tree = ast.parse(SOURCE)
finder = Unused()
finder.visit(tree)
for name, line in sorted(finder.stored.items()):
    if name not in finder.loaded:
        print(f"line {line}: {name} is never used")
print(collections.Counter(type(node).__name__ for node in ast.walk(tree)).most_common(6))
renamed = ast.unparse(ast.fix_missing_locations(Rename(width="w", height="h").visit(tree)))
print("".join(difflib.unified_diff(SOURCE.splitlines(True), (renamed + "\n").splitlines(True), "before", "after", n=0)))

kinds = collections.Counter()
for item in tokenize.generate_tokens(io.StringIO(SOURCE).readline):
    kinds["KEYWORD" if keyword.iskeyword(item.string) else token.tok_name[item.type]] += 1
print(sorted(kinds.items()))

table = symtable.symtable(SOURCE, "<source>", "exec")
for child in table.get_children():
    shown = [f"{s.get_name()}:{'p' if s.is_parameter() else ''}{'l' if s.is_local() else ''}{'g' if s.is_global() else ''}"
             for s in sorted(child.get_symbols(), key=lambda s: s.get_name())]
    print(child.get_type().name, child.get_name(), " ".join(shown))

names = {}
exec(compile(ast.parse(SOURCE), "<source>", "exec"), names)
print(inspect.signature(names["area"]), names["area"](3, 4, 5), names["Shape"]().name())
print(inspect.getdoc(names["area"]), inspect.cleandoc("  a\n    b"))
print(ast.dump(ast.parse("x: int = f(*a, k=1)[1:2]", mode="single"), indent=2))
for wrong in ("def f(:", "x = = 1", "if x\n  y", "'abc", "f(a for a in b, c)"):
    try:
        ast.parse(wrong)
    except SyntaxError as error:
        print(f"{error.msg} ({error.lineno}, {error.offset})", textwrap.shorten(repr(error.text), 30))
