"""basicsize, itemsize, leng, flatsize, refs, named_refs."""
from pympler import asizeof


class Plain:
    pass


class Slots:
    __slots__ = ("x", "y")


plain = Plain()
plain.x = [1]
for value in ("abc", [1, 2], (1,), {1: 2}, 10**30, b"abc", 1, 1.5, set(), frozenset([1]), range(3), bytearray(b"a"),
              Plain, plain, Slots(), None, iter([1]), len, lambda: 1, ValueError(1), object()):
    named = asizeof.named_refs(value) or ()
    print(type(value).__name__, asizeof.basicsize(value), asizeof.itemsize(value), asizeof.leng(value),
          asizeof.flatsize(value), [(str(name), type(found).__name__) for name, found in named][:6])
for named in asizeof._typedefs.values():
    functions = [function and function.__name__ for function in (named.leng, named.refs)]
    print(named.type, named.base, named.item, *functions, named.both)
