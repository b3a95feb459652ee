# A class body that declares `__class__` global does not take the cell from other classes.
class Other:
    global __class__
    __class__ = 42

    def method(self):
        return __class__


class Plain:
    def method(self):
        return __class__, super().__repr__


print(__class__, Other().method() is Other, Plain().method()[0] is Plain)

for depth in (21, 22):
    inner = "i for i in r"
    for _ in range(depth - 1):
        inner = f"[{inner}] for i in r"
    try:
        compile(f"x = [{inner}]", "<text>", "exec")
        print(depth, "compiles")
    except SyntaxError as error:
        print(depth, error)
