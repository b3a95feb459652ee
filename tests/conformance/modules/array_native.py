import array, collections.abc, copy, gc, io, pickle, sys, warnings
warnings.simplefilter("ignore")
gc.disable()
A = array.array

def show(function, *arguments):
    try:
        print(repr(function(*arguments))[:200])
    except Exception as error:
        print(type(error).__name__, error)

a = A("i", [1, 2, 3])
print(sys.getsizeof(a), a.__sizeof__(), A("i").__sizeof__(), gc.is_tracked(a), gc.get_referents(a), gc.get_referents(iter(a)), gc.is_tracked(iter(a)))
for value in (a, A("w", "ab"), A("u", "ab"), A("d", [1])):
    for protocol in (2, 3, 4):
        print(value.__reduce_ex__(protocol)[1:], pickle.loads(pickle.dumps(value, protocol)))
for arguments in [(), ("z",), (1,), ("ii",), ("i", "abc"), ("i", 3), ("b", [200]), ("i", [1.5]), ("d", ["a"]), ("f", [1e300]), ("w", ["ab"]), ("w", [1]), ("i", b"abc"), ("i", b"abcd"),
                  ("w", b"\xff\xff\xff\xff"), ("i", [1], 3), ("i", None), ("b", bytearray(b"ab")), ("i", memoryview(b"ab")), ("d", A("i", [1])), ("w", A("w", "ab")), ("i", A("w", "a")), ("w", A("i", [97])), ("i", (1, 2)), ("\u1234",)]:
    show(A, *arguments)
show(lambda: A("i", x=1))
m = memoryview(a)
print(m.format, m.itemsize, m.shape, m.strides, m.readonly, m.obj is a, m.tolist(), m[1:].tolist())
for name, *arguments in [("append", 1), ("extend", [1]), ("pop",), ("insert", 0, 1), ("remove", 1), ("frombytes", b"abcd"), ("__delitem__", 0), ("__setitem__", slice(0, 1), A("i", [1, 2])),
                         ("__setitem__", slice(0, 1), A("i", [9])), ("fromlist", [1]), ("__iadd__", A("i")), ("__imul__", 2), ("__imul__", 1), ("clear",), ("byteswap",), ("byteswap",), ("reverse",)]:
    show(getattr(a, name), *arguments)
m[0] = 77
print(a, m.tolist())
m.release()
for name, *arguments in [("append", "x"), ("fromlist", [1, "x"]), ("fromlist", (1,)), ("extend", A("d")), ("extend", 3), ("__add__", 3), ("__add__", A("d")), ("__iadd__", [1]), ("__mul__", "a"), ("__getitem__", "a"),
                         ("__getitem__", 9), ("__setitem__", 9, 1), ("__setitem__", "a", 1), ("__delitem__", 9), ("__setitem__", slice(0, 1), [1]), ("__setitem__", slice(0, 1), A("d")),
                         ("__setitem__", slice(None, None, 2), A("i", [1])), ("pop", 10), ("pop", "x"), ("remove", 78), ("index", 78), ("index", 9, 1, "x"), ("tounicode",), ("fromunicode", "a"), ("frombytes", "a"),
                         ("frombytes", b"a"), ("fromfile", 1, 2), ("tofile", 1), ("__class_getitem__", int), ("__hash__",), ("__lt__", 3), ("buffer_info", 1), ("index", 2, -1), ("index", 2, -2, -1), ("index",),
                         ("__reduce_ex__", "x"), ("fromfile", 3, -1), ("__contains__", 2), ("count", 2)]:
    show(lambda: getattr(a, name)(*arguments))
show(A("i").pop); show(A("w").fromunicode, 1); show(hash, a)
for one, other in [(A("i", [1]), A("d", [2.5])), (A("i", [1]), A("d", [1])), (A("w", "a"), A("w", "b")), (A("i", [1]), A("i", [1, 2])), (A("b", [-1]), A("b", [1])), (A("d", [float("nan")]),) * 2]:
    print(one < other, one <= other, one == other, one != other, one > other, one >= other)
class S(A): pass
s = S("i", [1, 2]); s.x = 1
print(s.__reduce_ex__(2)[1:], s.__reduce_ex__(4)[1:], repr(s), pickle.loads(pickle.dumps(s)).x, copy.copy(s), copy.deepcopy(s), type(s[0:1]), type(s + s), type(s * 2))
class T(A):
    def __init__(self, *arguments, **named): print(arguments, named)
show(lambda: T("i", [1], x=3)); show(A.__new__, int, "i")
R = array._array_reconstructor
for arguments in [(A, "i", 8, b"\1\0\0\0"), (int, "i", 8, b""), (A, "i", 99, b""), (A, "z", 9, b""), (A, "i", 9, ""), (A, "u", 18, b"a\0"), (A, "d", 17, b"\0" * 7), (A, "d", 17, b"\x40\x09" + b"\0" * 6), (A, "i", 7, b"\1\0\0"),
                  (A, "i", 7, b"\0\0\1\0"), (3, "i", 7, b""), (A, 3, 7, b""), (A, "w", 21, b"\0\0\0a"), (A, "i", 3, b"\xff\xfe"), (A, "i", 5, b"\xff\xfe"), (A, "q", 13, b"\xff" * 8), (A, "q", 11, b"\xff" * 8)]:
    show(R, *arguments)
print(a.itemsize, a.typecode, array.typecodes, array.ArrayType is A)
class I:
    def __index__(self): print("index"); return 3
    def __float__(self): print("float"); return 3.0
b = A("i"); b.append(I()); b.insert(0, I()); b.extend([I()]); b[0] = I(); A("i", [I()]); A("d").append(I()); A("Q").append(I())
w = A("w", b"\xff\xff\xff\xff" + b"a\0\0\0" + b"\0\xd8\0\0")
show(lambda: w[0]); show(w.tolist); show(w.tounicode); show(lambda: w[2]); show(list, w); show(lambda: A("u", b"\xff\xff\xff\xff")[0])
m = memoryview(A("w", "ab"))
show(lambda: m[0]); show(m.tolist); show(lambda: m.__setitem__(0, "a")); show(m.tobytes); show(lambda: m == m); show(lambda: hash(m.toreadonly())); show(lambda: 3 in m); show(lambda: m.cast("B").cast("w")); show(lambda: m[0:1].tobytes())
for code in "bBhHiIlLqQfd":
    for value in (1 << 20, -1 << 20, 1 << 40, -1 << 40, 1 << 70, -1 << 70, -1, "x", None, 1.5):
        print(code, value, end=" "); show(A(code).append, value)
show(A("f").append, 1 << 2000)
it = iter(A("i", [1, 2])); next(it)
show(it.__reduce__); show(it.__setstate__, -5); show(next, it); show(it.__setstate__, 99); show(list, it); show(it.__reduce__); show(it.__setstate__, "x"); show(it.__setstate__, 0); show(list, it)
a = A("i", [1, 2, 3])
show(a.insert, -1, 9); show(a.insert, 100, 7); show(a.insert, -100, 7); print(a); show(a.pop, -1); show(a.pop, 0); print(a); show(a.clear); print(a.__sizeof__())
f = io.BytesIO(b"\1\0\0\0\2\0\0\0\3"); show(a.fromfile, f, 2); show(a.fromfile, f, 2); print(a); f.seek(4); show(a.fromfile, f, 2); print(a)
f = io.BytesIO(b"\1\0\0\0"); show(a.fromfile, f, 2); print(a)
class W:
    def write(self, data): print(type(data), len(data))
    def read(self, size): return "x"
A("i", range(40000)).tofile(W()); A("i").tofile(W()); show(a.fromfile, W(), 2)
show(lambda: A("i", [1]) * 3); show(lambda: 3 * A("i", [1])); show(lambda: A("i", [1]) * -1); show(lambda: A("i", [1]) * (1 << 62)); show(lambda: A("i", [1]) * (1 << 70))
a = A("i", range(10)); a[1:1] = a; print(a); a[::2] = A("i", range(10)); print(a); del a[::3]; print(a); del a[2:4]; print(a); a[5:2] = A("i", [77]); print(a); del a[0], a[-1]; print(a, a[::-2], a[2:1])
m = memoryview(a); show(a.__setitem__, slice(0, 0), A("i")); show(a.__delitem__, slice(0, 0)); m.release()
b = A("i", [1]); b.extend(b); print(b); b += b; print(b); b *= 2; print(b)
class E:
    def __index__(self): l.clear(); return 1
l = [E(), 2]; show(A("i").fromlist, l)
x = A("i"); sizes = []
for i in range(40): sizes.append(x.__sizeof__()); x.append(i)
while x: x.pop(); sizes.append(x.__sizeof__())
print(sizes, A("i", range(5)).__sizeof__(), A("i", (1, 2, 3)).__sizeof__(), A("i", bytes(12)).__sizeof__(), (a + a).__sizeof__(), a[1:].__sizeof__())
print(isinstance(A("i"), collections.abc.MutableSequence))
match A("i", [1, 2]):
    case [x, y]: print("sequence", x, y)
print(bytes(A("i", [1])), bytearray(A("h", [1])), b"".join([A("b", b"x")]), b"a" + A("b", b"x"), int(A("b", b"12")), str(A("b", b"12"), "ascii"), b"x" in A("b", b"x"), A("b", b"x") == b"x", b"ax".find(A("b", b"x")), A("b", b"abc") == memoryview(b"abc"))
f = io.BytesIO(b"abcdefgh"); t = A("b", bytes(4)); print(f.readinto(t), t)
t = memoryview(A("h", [1, 2, 3])); t[1:] = A("h", [8, 9]); print(t.tolist(), t == A("h", [1, 8, 9]))
import struct; t = A("b", bytes(4)); struct.pack_into("<h", t, 1, 258); print(t)
class Changing:
    def __init__(self, array): self.array = array
    def __index__(self): self.array.clear(); return 1
    __float__ = __index__
for code in "bd":
    for change in (lambda a: a.__setitem__(2, Changing(a)), lambda a: a.append(Changing(a)), lambda a: a.insert(1, Changing(a)), lambda a: a.extend([Changing(a)])):
        a = A(code, [1, 2, 3])
        show(change, a); print(a)
