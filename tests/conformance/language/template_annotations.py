# Template strings in annotations that are kept as text.
from __future__ import annotations


def f(
    a: t"", b: t"x{a!r:{b}}x{{", c: t"{1+1 = }", d: t"{'q'}", e: t"{ {1:2} }" t"z", f: t"""{a
}\n""", g: t'{t"{x}"}', h: f'{t"{x}"}', i: t"{a if b else c}{lambda_:5}{(lambda:3)}", j: t"{x=:5}",
    k: t"""a{{b}}c{d}'\"""", l: t"{x  }{x, y}{x!a}" + t"", m: t"{x!s:a{y!r:z}{{}}b}"[0],
): pass


for name, text in f.__annotations__.items():
    print(name, text)
