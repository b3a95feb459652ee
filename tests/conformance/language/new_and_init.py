# __new__, __init__, subclasses of built-in types.
class Point:
    def __new__(cls, *args, **kwargs):
        print("new", cls.__name__, args, kwargs)
        return super().__new__(cls)

    def __init__(self, x, y=0):
        print("init", x, y)
        self.x, self.y = x, y


print(Point(1, y=2).y)


class Other:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


print(Other())


class Inches(float):
    def __new__(cls, v):
        return super().__new__(cls, v * 2)

    def __repr__(self):
        return f"Inches({float(self)})"


print(Inches(2), Inches(2) + 1, type(Inches(2) + 1).__name__, isinstance(Inches(1), float))


class Text(str):
    def shout(self):
        return self.upper() + "!"


t = Text("hi")
t.extra = 1
print(t.shout(), t + "x", type(t + "x").__name__, t == "hi", {t: 1}["hi"], t.__dict__, type(t[:]).__name__)


class Stack(list):
    def push(self, v):
        self.append(v)

    def __len__(self):
        return 99


s = Stack([1])
s.push(2)
print(s, len(s), s[0], s == [1, 2], sorted(s), [*s])


class Counting(dict):
    def __missing__(self, key):
        self[key] = value = len(self)
        return value


c = Counting()
print(c["a"], c["b"], c["a"], c, c.get("zz"))


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def a(self):
        return self[0]


print(Pair(1, 2), Pair(1, 2).a, Pair(1, 2) == (1, 2), hash(Pair(1, 2)) == hash((1, 2)))


class Number(int):
    def __add__(self, other):
        return Number(int(self) + other + 100)

    __radd__ = __add__


print(Number(1) + 1, 1 + Number(1), sum([Number(1), 2]), Number("12", 5), Number(True))


class Error(ValueError):
    def __init__(self, code):
        super().__init__(code, "text")
        self.code = code


try:
    raise Error(3)
except ValueError as error:
    print(repr(error), error.code, error.args)
for text in ("object.__new__(int)", "int.__new__(str)", "object.__new__()", "object.__new__(5)", "object.__init__(1, 2)", "str.__new__(Text, 5)"):
    try:
        print(text, repr(eval(text)))
    except TypeError as error:
        print(error)
