"""Statistics of source text: tokens, symbol tables, class browsers, completion, indentation checks, generated docs."""

import ast
import code
import codeop
import collections
import contextlib
import inspect
import io
import keyword
import pprint
import pyclbr
import re
import reprlib
import rlcompleter
import symtable
import sys
import tabnanny
import tempfile
import textwrap
import token
import tokenize
from collections import Counter
from pathlib import Path

SOURCE = '''\
"""Doc."""
from __future__ import annotations
import p

LIMIT: int = 10  # a comment
total = 0

@property
def decorated(self, a, /, b=1, *c, d, **e): return (lambda q: q + b)(a)

class Base[T](dict, metaclass=type):
    attr = LIMIT

    def method(self):
        nonlocal_value = 1
        def inner():
            nonlocal nonlocal_value
            global total
            nonlocal_value += total
            return [x for x in range(3) if x] + [__class__, y := 2]
        return inner

    @classmethod
    async def fetch(cls): ...

class Child(Base, p.Other):
    class Nested: pass
    def method(self): return super().method()

def f(): x = f"a{total!r}" rb'\\x'
'''.replace(" rb'\\x'", "")


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            print("  ", type(error).__name__, error)


def tokens(text):
    return tokenize.generate_tokens(io.StringIO(text).readline)


kinds = Counter(token.tok_name[t.type] for t in tokens(SOURCE))
print(dict(sorted(kinds.items())))
print(*(f"{t.start}-{t.end} {tokenize.tok_name[t.exact_type]} {t.string!r}" for t in tokens("x = -1.5e3 @ y # c\nif x:\n\tf'{x!r:>3}'\n")),
      sep="\n")
print(tokenize.untokenize((t.type, t.string) for t in tokens("a = [1,\n 2]\n")),
      tokenize.untokenize(tokens("a  =  1 # x\n")) == "a  =  1 # x\n",
      tokenize.detect_encoding(io.BytesIO(b"# -*- coding: latin-1 -*-\n").readline),
      next(tokenize.tokenize(io.BytesIO(b"\xef\xbb\xbfx").readline)))
attempt(*(lambda text=text: [t.string for t in tokens(text)] for text in ("(", "'''open", "'open", "a\n  b\n c",
        "x = 1_", "f'{'", "0777", "x = $", "if x:\n\ty\n        z")),
        lambda: tokenize.detect_encoding(io.BytesIO(b"# coding: nope\n").readline),
        lambda: tokenize.detect_encoding(io.BytesIO(b"\xff\n").readline), lambda: tokenize.open("/nowhere"))


def walk(table, depth=0):
    kind = table.get_type()
    symbols = []
    for symbol in sorted(table.get_symbols(), key=lambda s: s.get_name()):
        marks = "".join(letter for letter, test in zip("pgilfrnta", (symbol.is_parameter, symbol.is_global,
                symbol.is_imported, symbol.is_local, symbol.is_free, symbol.is_referenced, symbol.is_nonlocal,
                symbol.is_type_parameter, symbol.is_annotated)) if test())
        symbols.append(f"{symbol.get_name()}:{marks}")
    print("  " * depth + f"{kind} {table.get_name()} {table.get_lineno()} {table.is_nested()} {table.has_children()}",
          *symbols)
    for child in table.get_children():
        walk(child, depth + 1)


top = symtable.symtable(SOURCE, "s.py", "exec")
walk(top)
base = next(c for c in top.get_children() if c.get_name() == "Base")
print(top.lookup("Base").is_namespace(), top.lookup("Base").get_namespaces()[:1], repr(top.lookup("LIMIT")), repr(top),
      top.is_optimized())
attempt(lambda: top.lookup("none"), lambda: top.lookup("total").get_namespace(),
        lambda: symtable.symtable("x = (", "s", "exec"), lambda: symtable.symtable("x", "s", "spam"),
        lambda: symtable.symtable("def f():\n global x, x\n nonlocal q", "s", "exec"),
        lambda: symtable.symtable("def f(a, a): 1", "s", "exec"),
        lambda: [c for c in top.get_children() if c.get_name() == "decorated"][0].get_parameters(),
        lambda: top.get_children()[0].get_locals())
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "browsed.py").write_text(SOURCE)
    found = pyclbr.readmodule_ex("browsed", [folder])
    for name, item in found.items():
        print(name, type(item).__name__, item.lineno, item.end_lineno, *(getattr(item, "methods", {}).items()),
              [getattr(b, "name", b) for b in getattr(item, "super", None) or ()], list(item.children),
              getattr(item, "is_async", ""))
    attempt(lambda: pyclbr.readmodule("nonesuch", [folder]), lambda: list(pyclbr.readmodule("browsed", [folder])),
            lambda: pyclbr.readmodule_ex("sys"))
    for text in ("if 1:\n\tx\n        y\n", "def f():\n        a\n\tb\n", "ok = 1\n", "(\n"):
        Path(folder, "tabs.py").write_text(text)
        with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
            tabnanny.check(str(Path(folder, "tabs.py")))
        print(repr(out.getvalue().replace(folder, "DIR")))
completer = rlcompleter.Completer({"alpha": 1, "alpine": [], "text": "x",
                                   "Box": type("Box", (), {"value": 3, "_hidden": 4,
        "prop": property(lambda s: 1 / 0)})()})
for prefix in ("al", "tex", "text.isal", "Box.", "Box.p", "imp", "nothing.x", "1.re"):
    print(prefix, [completer.complete(prefix, n) for n in range(4)])
for text in ("x = 1", "if x:", "if x:\n  y", "if x:\n  y\n", "x = (", "x = )", "'''", "a\\", "def f():", "@d",
             "for x in y:\n\n", "", "# c", "print(1", "1 +", "class A: pass", "try:\n 1\nexcept:"):
    try:
        result = codeop.compile_command(text, "<c>", "single")
        print(repr(text), "more" if result is None else type(result).__name__)
    except (SyntaxError, ValueError) as error:
        print(repr(text), type(error).__name__, error)
out = io.StringIO()
lines = iter(["x = [1, 2]", "x", "for i in x:", "    print(i * x[0])", "", "1 / 0", "x +", "def f(n):", "  return n",
              "", "f('é')", "_", "raise SystemExit('bye')"])
console = code.InteractiveConsole({"__name__": "__console__", "_": None})
console.raw_input = lambda prompt: (out.write(prompt), next(lines))[1]
console.write = out.write
with contextlib.redirect_stdout(out):
    try:
        console.interact("banner", "leaving")
    except SystemExit as error:
        print("exit", error)
print(re.sub(r'File "<stdin>"', "File S", out.getvalue()))
short = reprlib.Repr(maxlist=2, maxstring=12, maxlevel=2, maxdict=1, maxother=15, indent="..")
print(short.repr([1, [2, [3, [4]]], 5, 6]), reprlib.repr("x" * 50), reprlib.repr({i: i for i in range(9)}),
      reprlib.repr(set(range(9))), short.repr({"a": {1}, "b": 2}), reprlib.repr(10**60), reprlib.repr(frozenset()),
      reprlib.repr(collections.deque(range(9))), sep="\n")


class Chain:
    def __init__(self):
        self.next = self

    @reprlib.recursive_repr("<again>")
    def __repr__(self):
        return f"Chain({self.next!r})"


tree = {"name": "root", "children": [{"name": f"child {i}", "values": list(range(i * 6)), "t": (i,)} for i in range(3)],
        3: {"set": {3, 1, 2}, "text": "long words " * 6}}
tree["self"] = tree
text = pprint.pformat(tree, width=50, depth=3, compact=True, sort_dicts=False, underscore_numbers=True)
print(Chain(), re.sub(r"id=\d+", "id=N", text), pprint.isrecursive(tree), pprint.isreadable(tree),
      pprint.saferepr([10**7]), sep="\n")
pprint.pp([collections.OrderedDict(b=1, a=2), collections.Counter("aab"), collections.deque("ab" * 20),
           collections.ChainMap({"x": 1}, {}), collections.defaultdict(int, a=1), bytes(40), collections.UserList([1]),
           inspect.Parameter.empty, ast.Constant], width=40)
print(inspect.cleandoc("\n    a\n      b\n    "), keyword.softkwlist, keyword.iskeyword("match"),
      textwrap.dedent(inspect.getsource(Chain.__repr__)).splitlines()[1], inspect.getcomments(walk),
      inspect.getsourcelines(attempt)[1] > 0, sys.intern("x") == "x"[:])
