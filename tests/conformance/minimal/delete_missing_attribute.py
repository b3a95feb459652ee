"""Which AttributeErrors of `del` hold the object: in CPython those of values that stand in the instance do not."""
import gc
import sys


class Plain:
    def __init__(self):
        self.a = 1


class Number(int):
    pass


class Items(list):
    pass


class Full:
    pass


def attempt(value, name):
    try:
        delattr(value, name)
    except AttributeError as error:
        print(error, error.obj is value, error.name)


for make in (Plain, Number, Items):
    for state in ("inline", "with a dict", "with another dict", "with many names"):
        one = make()
        one.b = 1
        if state == "with a dict":
            vars(one)
        elif state == "with another dict":
            one.__dict__ = {"x": 1}
        elif state == "with many names":
            for number in range(40):
                setattr(one, f"x{number}", 1)
        print(make.__name__, state)
        for name in ("missing", "b", "b"):
            attempt(one, name)

# Where the class has no room for another name, the instance gets no dict by it.
first = Full()
for number in range(40):
    setattr(first, f"y{number}", 1)
second = Full()
second.y0 = [1]
second.y1 = [2]
attempt(second, "b")
print(gc.get_referents(second))


class Mortal:
    def __del__(self):
        print("del")


def repeat():
    mortal = Mortal()
    vars(mortal)
    for _ in range(3):
        try:
            del mortal.missing
        except AttributeError as error:
            kept = error
    print(sys.getrefcount(mortal))
    del mortal
    print("end")


repeat()
