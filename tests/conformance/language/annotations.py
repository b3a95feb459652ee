# Annotations are evaluated in module and class scope and stored; local ones are not.
x: int = 5
y: "text"
print(__annotations__)


def f(a: int, b: "str" = "s", *c: float, d: list = None, **e: dict) -> bool:
    local: undefined_name
    other: also_undefined = 1
    return other


print(f.__annotations__, f(1))


class C:
    a: int
    b: str = "b"
    (c): int = 1
    d: list = []


print(C.__annotations__, C.b, hasattr(C, "a"))
C.d.append(1)
target = {}
target["k"]: int = 3
print(target)
try:
    z: undefined
except NameError as error:
    print(error)
try:
    exec("def g():\n    v: int\n    return v\ng()")
except UnboundLocalError as error:
    print(error)
print((lambda: 0).__annotations__)
f.__annotations__["a"] = "changed"
print(f.__annotations__["a"])
