# Infinite recursion through every other special method.
import functools


def outcome(f):
    try:
        return type(f()).__name__
    except RecursionError:
        return "RecursionError"
    except Exception as error:
        return f"{type(error).__name__} {error}"


def cls(**methods):
    return type("C", (), methods)()


class Infinite:
    pass


def forever(name, use):
    def method(self, *args, **kwargs):
        return use(self)

    made = type("C", (), {name: method})()
    print(name, outcome(lambda: use(made)))


for name, use in {
    "__repr__": repr, "__str__": str, "__bytes__": bytes, "__hash__": hash, "__bool__": bool, "__len__": len,
    "__iter__": iter, "__next__": next, "__reversed__": reversed, "__int__": int, "__float__": float,
    "__complex__": complex, "__index__": lambda x: [1][x], "__abs__": abs, "__neg__": lambda x: -x,
    "__pos__": lambda x: +x, "__invert__": lambda x: ~x, "__round__": round, "__format__": format, "__dir__": dir,
    "__sizeof__": lambda x: x.__sizeof__(), "__call__": lambda x: x(), "__enter__": lambda x: x.__enter__(),
    "__eq__": lambda x: x == 1, "__ne__": lambda x: x != 1, "__lt__": lambda x: x < 1, "__le__": lambda x: x <= 1,
    "__gt__": lambda x: x > 1, "__ge__": lambda x: x >= 1, "__contains__": lambda x: 1 in x,
    "__getitem__": lambda x: x[0], "__setitem__": lambda x: x.__setitem__(0, 0), "__delitem__": lambda x: x.__delitem__(0),
    "__getattr__": lambda x: x.missing, "__getattribute__": lambda x: x.missing, "__add__": lambda x: x + 1,
    "__radd__": lambda x: 1 + x, "__iadd__": lambda x: x.__iadd__(1), "__sub__": lambda x: x - 1, "__mul__": lambda x: x * 2,
    "__matmul__": lambda x: x @ 2, "__truediv__": lambda x: x / 2, "__floordiv__": lambda x: x // 2,
    "__mod__": lambda x: x % 2, "__divmod__": lambda x: divmod(x, 2), "__pow__": lambda x: x ** 2,
    "__lshift__": lambda x: x << 2, "__rshift__": lambda x: x >> 2, "__and__": lambda x: x & 2, "__or__": lambda x: x | 2,
    "__xor__": lambda x: x ^ 2, "__instancecheck__": lambda x: isinstance(1, x), "__subclasscheck__": lambda x: issubclass(int, x),
    "__length_hint__": lambda x: list(x), "__fspath__": open, "__reduce_ex__": lambda x: x.__reduce_ex__(2),
    "__trunc__": lambda x: x.__trunc__(), "__missing__": lambda x: x.__missing__(1), "__set_name__": lambda x: x.__set_name__(1, 2),
    "__mro_entries__": lambda x: type("D", (), {}) if False else x.__mro_entries__(()),
    "__exit__": lambda x: x.__exit__(),
}.items():
    forever(name, use)


class Missing(dict):
    def __missing__(self, key):
        return self[key + 1]


print("missing", outcome(lambda: Missing()[0]))


class Descriptor:
    def __get__(self, instance, owner):
        return instance.x

    def __set__(self, instance, value):
        instance.x = value

    def __delete__(self, instance):
        del instance.x


class Holder:
    x = Descriptor()


print("get", outcome(lambda: Holder().x))
print("set", outcome(lambda: setattr(Holder(), "x", 1)))
print("delete", outcome(lambda: delattr(Holder(), "x")))


class Base:
    def __init_subclass__(cls):
        type("Sub", (cls,), {})


print("init_subclass", outcome(lambda: type("S", (Base,), {})))


class Named:
    def __set_name__(self, owner, name):
        type("N", (), {"n": self})


print("set_name", outcome(lambda: type("N", (), {"n": Named()})))


class Meta(type):
    def __call__(cls):
        return cls()

    def __prepare__(name, bases):
        return type("M", (), {}, metaclass=Meta) if False else Meta.__prepare__(name, bases)


print("meta call", outcome(lambda: Meta.__call__(Meta.__new__(Meta, "M", (), {}))))
print("prepare", outcome(lambda: Meta.__prepare__("a", ())))


class New:
    def __new__(cls):
        return cls()


class Init:
    def __init__(self):
        Init()


print("new", outcome(New))
print("init", outcome(Init))


def key(x):
    return sorted([1, 2], key=key)


print("key", outcome(lambda: sorted([1, 2], key=key)))
print("max", outcome(lambda: (f := lambda x: max([1, 2], key=f))(1)))
print("map", outcome(lambda: (f := lambda x: list(map(f, [1])))(1)))
print("reduce", outcome(lambda: (f := lambda a, b: functools.reduce(f, [1, 2]))(1, 2)))
print("cmp", outcome(lambda: (f := lambda a, b: sorted([1, 2], key=functools.cmp_to_key(f)))(1, 2)))
print("eval", outcome(lambda: (f := lambda: eval("f()", {"f": f}))()))
print("exec", outcome(lambda: (f := lambda: exec("f()", {"f": f}))()))
print("getattr", outcome(lambda: (f := lambda: getattr(type("P", (), {"p": property(lambda s: f())})(), "p"))()))


class Context:
    def __enter__(self):
        with self:
            pass

    def __exit__(self, *args):
        with self:
            pass


def use():
    with Context():
        pass


print("with", outcome(use))


def gen():
    yield from gen()


print("yield from", outcome(lambda: list(gen())))


class Iterating:
    def __iter__(self):
        for x in self:
            yield x


print("iterating", outcome(lambda: list(Iterating())))


class ByItem:
    def __getitem__(self, i):
        return [x for x in self]


print("by item", outcome(lambda: list(ByItem())))


def deep_except():
    try:
        deep_except()
    finally:
        deep_except_again()


def deep_except_again():
    deep_except_again()


print("finally", outcome(deep_except))


def handler():
    try:
        return handler()
    except RecursionError:
        return handler_end()


def handler_end():
    return 1


print("handler", outcome(handler))
