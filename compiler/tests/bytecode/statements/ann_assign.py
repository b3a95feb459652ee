a: int
b: int = 1
(c): int = 2
d.e: int = 3
f[0]: int


def local():
    a: int = 1
    b: int
