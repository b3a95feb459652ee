# Argument passing: every form, laid out.
def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


print(f(1, d=4))
print(f(1, 20, 30, 40, 50, d=4, e=6, z=7))
print(f(*[1, 2], d=0))
print(f(*"abc", *"de", d=1, **{"x": 2}, **{"y": 3}))
print(f(1, c=9, d=8))
print(f(1, d=8, **{"a": "kept apart"}))


def g(*, a, b=1):
    return a, b


print(g(a=5), g(b=2, a=1), g(**dict(a=0)))


def h(*args, **kwargs):
    return args, kwargs


print(h(), h(*()), h(**{}), h(1, *(2, 3), 4, *[5], k=1, **{"m": 2}))
source = [1, 2]
mapping = {"k": source}
args, kwargs = h(*source, **mapping)
print(type(args), kwargs is mapping, kwargs["k"] is source)


def mutable(value, memory=[]):
    memory.append(value)
    return memory


print(mutable(1), mutable(2), mutable(3, []), mutable.__defaults__)
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames, f.__code__.co_argcount)
print(f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount)
f.__kwdefaults__ = {"d": "new", "e": "also"}
print(f(1))
f.__defaults__ = None
try:
    f(1)
except TypeError as error:
    print(error)


class Mapping:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, key):
        return key * 2


print(h(**Mapping()))
print(h(*{"set-like": 1}), h(*(n * n for n in range(3))))
print((lambda *a, k=0, **w: (a, k, w))(1, k=2, z=3))
print(max(*[3, 1, 2]), max([3, 1, 2], key=lambda v: -v), "{0}{x}".format(*[1], **{"x": 2}))
