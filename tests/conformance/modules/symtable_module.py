# The scopes of programs: names, uses, where they live.
import _symtable
import gc
import symtable
import sys


def show(table, depth=0):
    print("    " * depth, table.name, table.type, table.lineno, table.nested, table.varnames, table.symbols)
    for child in table.children:
        show(child, depth + 1)


PROGRAMS = [
    "def f(): pass",
    "def f(a: int, *b, c=1, **d) -> str:\n x: int = a\n y: str\n global z\n def g():\n  nonlocal x\n  return a + x + q\n"
    " return [i for i in x if (lambda: i)()]",
    "class A(B, metaclass=M):\n x: int\n if c:\n  y: str = 1\n def m(self, v: x): return super().m(__p)\n"
    " z = [w for w in x]\n g = (w for w in x)\n l = lambda q: q",
    "class G[T: int, *Ts, **P]:\n a: T\n def f[U = int](self, x: U, *, k=1): return __class__",
    "type X[T] = list[T]\ntype Y = int",
    "def f():\n x = 1\n [x for x in range(3)]\n [(lambda: x) for x in range(3)]\n {x: y for x in a for y in b}\n"
    " (z := 1)\n [q := i for i in r]",
    "import a.b, c as d\nfrom e import f, g as h\nfrom m import *\nx += 1\ndel y\nfor z in w: pass\nwith open() as k: pass\n"
    "try: pass\nexcept E as err: pass",
    'match m:\n case [p, *r]: pass\n case {"k": v, **rest}: pass\n case C(a=n) as full: print(f"{x!r:>{w}}")',
    "x: int = 1\nif x:\n y: str\ndef h():\n a: b\n a: c = d",
    "from __future__ import annotations\nx: int\ndef f(a: b) -> c: pass\nclass C:\n q: r",
    "async def f():\n async for x in y: await z\n return [i async for i in x]",
    "def outer():\n v = 1\n class K:\n  v\n  def m(self): return v\n  w = [v for _ in v]\n return K",
    "def f[T, S: (int, str)](x: T = 1, *, y: S = 2) -> T: pass\nclass C[T](Base[T]): pass",
    "def g(): return __class__\nclass D:\n def h(self): return __class__\n def i(self, a: int): pass\n @property\n"
    " def j(self): pass\n t = [__class__ for x in 1]",
    "def a():\n def b():\n  def c():\n   return x\n  return c\n x = 1\n y = [[i + j for i in x] for j in y]\n"
    " z = lambda: [k for k in x]\n return b",
    "def p():\n x = 1\n return [lambda: x for y in z], [x for x in [1] if (lambda: x)], x",
    "class Q:\n y = [i for i in [1] if (lambda: i)]\n __priv = 1\n def __m(self, __a): global __g; return __priv",
]
for program in PROGRAMS:
    print(program)
    show(_symtable.symtable(program, "file", "exec"))

table = symtable.symtable("def f(a, b=1):\n global g\n class C: pass\n return a + g + h\nx = f", "file", "exec")
print(table, table.get_type(), table.get_identifiers(), table.has_children())
inner = table.lookup("f").get_namespace()
print(inner.get_parameters(), inner.get_locals(), inner.get_globals(), inner.get_frees(), inner.get_children())
print(*(inner.lookup(name) for name in inner.get_identifiers()))
print(symtable.symtable("x", "file", "eval").get_symbols(), symtable.symtable(b"# coding: latin-1\nx\xe9 = 1", "f", "single").get_symbols())

entry = _symtable.symtable("x", b"file", "exec")
print(repr(entry) == f"<symtable entry top({entry.id}), line 0>", type(entry), gc.is_tracked(entry), sys.getsizeof(entry))
print(sorted((name, number) for name, number in vars(_symtable).items() if isinstance(number, int)))
for arguments in [("x", "f", "bad"), (1, "f", "exec"), ("x\0", "f", "exec"), ("x", 1, "exec"), ("x", "f", 1), ("x", "f"),
                  ("def f(a, a): pass", "f", "exec"), ("x =", "f", "exec"), ("x", "f\0", "exec")]:
    try:
        _symtable.symtable(*arguments)
    except Exception as error:
        print(type(error).__name__, error)
try:
    type(entry)()
except TypeError as error:
    print(error)
