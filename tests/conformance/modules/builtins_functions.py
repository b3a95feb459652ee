# Built-in functions not covered elsewhere.
print(abs(-3), abs(-2.5), all([]), any([]), ascii("é\n"), bin(10), callable(5), chr(97), divmod(7, -2), divmod(-7.5, 2), hex(-255), oct(8), ord("a"), pow(2, 10), pow(2, -1), pow(3, 4, 5), round(2.567, 2), round(-2.5), sum([1, 2], 3), sum([], start=5), repr("x"), format(3.14159, ".2f"), hash(5), hash("") == 0, len("héé"), max(1, 2, key=lambda v: -v), min("b", "a"), sorted("cab", reverse=True))
print(list(map(lambda *a: a, [1], [2], [3])), list(filter(str.isupper, "aBC")), list(reversed("abc")), next(iter([1])), next(iter([]), "dflt"), isinstance(1, (int, (str, float))), getattr("a", "upper")(), hasattr(1, "x"), type("x").__name__, vars(type("V", (), {"a": 1})())  , dir(type("D", (), {"__dir__": lambda s: ["z", "a"]})()), iter([1]).__next__(), id(1) == id(1), bool([[]]), str(1.0), int("7"), float("1"), complex(1, 2), bytes(2), tuple([1]), set("aa"), frozenset("b"), dict(a=1), list("ab"), object().__class__, slice(3), range(2))
print(sum([0.1] * 10), sum([1, 2.5]), sum([[1], [2]], []), sum((True, True)), max([1, 3, 2]), min({"b": 1, "a": 2}), max(["a", "bbb"], key=len), zip([1, 2], "ab").__next__(), enumerate("ab").__next__(), eval("1+1"), exec("x=1"), x, globals()["x"], __name__, __doc__, __debug__, copyright is not None)
import builtins
print(builtins.len is len, builtins.__name__, len.__self__ is builtins)
builtins.added = "from builtins"
print(added)
del builtins.added
len_original, builtins.len = len, lambda v: "patched"
print(len([]))
builtins.len = len_original
print(len([]))
