# Positions, counts and limits near the ends of a word, wherever one can be given.
import collections
import functools
import io
import itertools
import operator
import sys

def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, str(error)[:150])

class G:
    def __getitem__(self, i):
        return i if i < 3 else [][0]

    def __len__(self):
        return 3

def state(it, n):
    it.__setstate__(n)
    return it.__reduce__()[2:], list(itertools.islice(it, 3))

SIZES = [2**61, 2**62 - 1, 2**62, 2**63 - 1]
for n in [*SIZES, *(-n for n in SIZES)]:
    print(n)
    attempt("maxlen", lambda: collections.deque([1], n))
    for make in (*[[1, 2]] * (n > 0), (1, 2), b"ab", bytearray(b"ab"), "ab"):
        attempt(("state", type(make).__name__), lambda: state(iter(make), n))
    attempt("islice", lambda: list(itertools.islice([1, 2], n)))
    attempt("islice", lambda: list(itertools.islice([1, 2], 0, None, n)))
    attempt("islice", lambda: list(itertools.islice([1, 2], n, None)))
    attempt("count", lambda: list(itertools.islice(itertools.count(n), 3)))
    attempt("count", lambda: list(itertools.islice(itertools.count(0, n), 3)))
    attempt("count", lambda: repr(itertools.count(n, 3)))
    attempt("repeat", lambda: (itertools.repeat(1, n), operator.length_hint(itertools.repeat(1, n))))

    attempt("combinations", lambda: list(itertools.combinations([1], n)))
    attempt("permutations", lambda: list(itertools.permutations([1], n)))
    attempt("enumerate", lambda: list(enumerate("ab", n)))
    attempt("range", lambda: (len(range(n)), range(n)[-1]))
    attempt("range", lambda: range(n, n + 5)[2])
    attempt("range", lambda: list(range(n, n + 2)))
    attempt("range", lambda: list(range(n, n - 2, -1)))
    attempt("range", lambda: range(0, n, n))
    attempt("range", lambda: n in range(n))
    attempt("range", lambda: range(0, 10, n)[0])
    attempt("range", lambda: range(n).index(5))
    attempt("range", lambda: (range(-n, n)[n], hash(range(n)) == hash(range(n))))
    attempt("range slice", lambda: range(10)[n:])
    attempt("range slice", lambda: range(10)[::n])
    attempt("range iterator", lambda: operator.length_hint(iter(range(n))))
    attempt("list", lambda: [1, 2, 3][n])
    attempt("list slice", lambda: [1, 2, 3][n:])
    attempt("list step", lambda: [1, 2, 3][::n])
    attempt("insert", lambda: (x := [1]).insert(n, 2) or x)
    attempt("pop", lambda: [1].pop(n))
    attempt("index", lambda: [1].index(1, n))
    attempt("tuple index", lambda: (1,).index(1, 0, n))
    attempt("find", lambda: "abc".find("c", n))
    attempt("find", lambda: b"abc".find(b"c", 0, n))
    attempt("split", lambda: "a b c".split(" ", n))
    attempt("replace", lambda: "aaa".replace("a", "b", n))
    attempt("bytes replace", lambda: b"aaa".replace(b"a", b"b", n))
    attempt("rsplit", lambda: b"a b".rsplit(None, n))
    attempt("expandtabs", lambda: "a".expandtabs(n))
    attempt("hash", lambda: hash(n))
    attempt("round", lambda: round(1.5, n))
    attempt("round", lambda: round(15, abs(n)))
    attempt("to_bytes", lambda: (1).to_bytes(n, "big") if n < 0 or n > 2**62 else "skipped")
    attempt("lru", lambda: functools.lru_cache(maxsize=n)(len).cache_info())
    attempt("setattr", lambda: sys.setrecursionlimit(n) if n < 0 or n > 2**62 else "skipped")
    attempt("digits", lambda: sys.set_int_max_str_digits(n) if n < 0 or n > 2**62 else "skipped")

    attempt("unicode error", lambda: str(UnicodeDecodeError("c", b"abc", n, n + 1, "r")))
    attempt("unicode error", lambda: str(UnicodeEncodeError("c", "abc", n, 2, "r")))
    attempt("unicode error", lambda: UnicodeTranslateError("abc", 0, n, "r").end)
    attempt("seek", lambda: io.StringIO("abc").seek(n))
    attempt("read", lambda: io.StringIO("abc").read(n))
    attempt("seek", lambda: io.BytesIO(b"abc").seek(n))
    attempt("read", lambda: io.BytesIO(b"abc").read(n))
    attempt("truncate", lambda: io.BytesIO(b"abc").truncate(n))
    attempt("format", lambda: "%*d" % (n, 1) if n < 0 or n > 2**62 else "skipped")
    attempt("format", lambda: "%.*f" % (n, 1))
    attempt("format", lambda: format(1, str(abs(n))) if n > 2**62 else "skipped")
    attempt("format", lambda: format(1.5, "." + str(abs(n)) + "f"))
    attempt("field", lambda: ("{%d}" % abs(n)).format(1))
    attempt("field", lambda: ("{0[%d]}" % abs(n)).format([1]))
    attempt("chr", lambda: chr(n))
    attempt("shift", lambda: 1 >> n)
    attempt("shift", lambda: 0 << n)
    attempt("power", lambda: 1**n if n > 0 else 2**n)
    attempt("mul", lambda: [] * n)
    attempt("mul", lambda: () * n)
    attempt("mul", lambda: "" * n)
    attempt("mul", lambda: b"" * n)
    attempt("slice", lambda: slice(n, n, n).indices(5))
    attempt("slice", lambda: slice(None, None, -1).indices(n))
    attempt("memoryview", lambda: memoryview(b"abc")[n])
    attempt("memoryview", lambda: bytes(memoryview(b"abc")[:n]))
    attempt("bytearray", lambda: bytearray(n) if n < 0 or n > 2**62 else "skipped")
    attempt("length_hint", lambda: operator.length_hint(5, n))
    attempt("hint", lambda: list(type("H", (), {"__iter__": lambda s: iter([1]), "__length_hint__": lambda s: n})()))
    attempt("len", lambda: len(type("L", (), {"__len__": lambda s: n})()))
    attempt("exit", lambda: sys.exit(n))
    attempt("complex", lambda: complex(n))
    attempt("float", lambda: float(n).hex())
    attempt("divmod", lambda: divmod(n, 7))
    attempt("index", lambda: operator.index(n))
    attempt("int", lambda: int(str(n)) == n)
    attempt("bit_length", lambda: n.bit_length())
    attempt("abs", lambda: abs(n) - 1)
    attempt("neg", lambda: -n + 1)
    attempt("attr", lambda: setattr(sys._getframe(), "f_lineno", n))
    attempt("chain", lambda: (n + 1, n - 1, n * 3, n // 3, n % 3, n & 255, n | 1, n ^ 1, ~n, n >> 3, n << 3))
