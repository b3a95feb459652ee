# Annotations are evaluated when somebody asks for them.
import sys

module = sys.modules[__name__]
x: int = 5
y: "text"
if x > 5:
    never: undefined
else:
    reached: list[int]
print(module.__annotations__)


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
z: undefined
try:
    exec("def g():\n    v: int\n    return v\ng()")
except UnboundLocalError as error:
    print(error)
print((lambda: 0).__annotations__)
f.__annotations__["a"] = "changed"
print(f.__annotations__["a"])
