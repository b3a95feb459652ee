# f-strings: expressions, conversions, format specs, =, nesting (PEP 701).
x, name, d, pi = 5, "wörld", {"a": 1, "b": [1, 2]}, 3.14159
print(f"{x}", f"{x + 1} {x!r} {name!a} {name!s:>8}", f"{d['a']} {d["b"][1]}", f"{{}} {{{x}}}", f"{pi:.2f} {pi:{x}.{1 + 1}} {x:0{x}d}")
print(f"{x=}", f"{x = }", f"{x=!s}", f"{x=:>4}", f"{x + 1 = }", f"{d['a']=}", f"{name=}", f"{name=!s:*^9}")
print(f"{f"{f"{x}"}"}", f"{'nested' + f'{x}'}", f"{ {1: 2}[1] }", f"{[i for i in range(3)]}", f"{(lambda v: v * 2)(4)}", f"{x if x else 'no'}")
print(f"""multi
{x
 + 1}
{name!r
}""")
print(rf"\n{x}\d", f"\n".encode(), f"\x41{x}\u00e9", fr"{x}\{x}", F"{x}", f'{x}' "plain" f"{x}", f"" == "", f"{'\n'}".encode(), f"{"\t"!r}")
print(f"{x:{'>'}{10}}|", f"{x:{''}}", f"{name:{'^'}{f'{10}'}}", f"{x!r:^{4}}", f"{(y := 7)} {y}", f"{x:=+5}", f"{x,}", f"{*[1, 2],}")
print(f"{x!r}{x!s}{x}", f"{'a' 'b'}", f"{x}{{", f"}}{x}", f"{None} {True} {...}", f"{1.0} {1e100} {2 ** 70:,}", f"{b'x'!r}")


class F:
    def __format__(self, spec):
        return f"spec({spec})"

    def __repr__(self):
        return "repr"

    def __str__(self):
        return "str"


f = F()
print(f"{f} {f!s} {f!r} {f:abc} {f:{x}} {f=} {f=!s} {f=:z}", f"{f:\x41-{x}}")
# comment
print(f"{x # a comment inside
}")
try:
    f"{undefined}"
except NameError as error:
    print(error)
try:
    f"{x:q}"
except ValueError as error:
    print(error)
def scope():
    local = 1
    return [f"{local}{i}" for i in range(2)], (lambda: f"{local}")()
print(scope(), f"{'{'}{'}'}", f"{x:{{}}>5}" if False else "")
