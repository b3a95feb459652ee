# A long chain of classes.
C = object
for _ in range(1000):
    C = type("C", (C,), {})
print(len(C.__mro__))
root = C.__mro__[-2]
root.__repr__ = lambda self: "shown"
print(C())
root.x = 5
print(C.x)


class Other:
    y = 7


class Between(Other):
    pass


C.__mro__[-3].__bases__ = (Between,)
print(C.y, len(C.__mro__))
