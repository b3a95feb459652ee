"""`memoryview`: formats, shapes, slices, assignment, equality, searching, released views, errors."""

import sys


def attempt(action):
    try:
        value = action()
    except Exception as error:
        print(type(error).__name__, error)
    else:
        print(value.tolist() if isinstance(value, memoryview) else value)


def described(view):
    return (view.format, view.itemsize, view.ndim, view.shape, view.strides, view.suboffsets, view.nbytes, view.readonly, view.c_contiguous,
            view.f_contiguous, view.contiguous)


data = bytearray(range(24))
view = memoryview(data)
print(described(view))
for format in ["B", "b", "c", "?", "h", "H", "i", "I", "l", "L", "q", "Q", "n", "N", "f", "d", "e", "P", "@i", "@B"]:
    cast = view.cast(format)
    print(described(cast), cast.tolist()[:2])
for format in ["x", "<i", "ii", "", "@", "i@", "s", 3]:
    attempt(lambda: view.cast(format))

# Shapes.
for shape in [[24], [2, 12], (2, 3, 4), [1, 24], [24, 1], [1, 1, 24], [], [5], [0], [-1, -24], ["x"], 5, [2, 3], [1] * 65, [sys.maxsize, 3]]:
    attempt(lambda: described(view.cast("B", shape)))
attempt(lambda: described(view.cast("h", [3, 4])))
attempt(lambda: view.cast("h", [3, 4]))
attempt(lambda: view.cast("i").cast("h"))
attempt(lambda: view.cast("i").cast("B", shape=[4, 6]))
attempt(lambda: memoryview(b"abc").cast("h"))
attempt(lambda: view[::2].cast("h"))
attempt(lambda: view[:0].cast("h"))
attempt(lambda: view[:0].cast("B", [0, 3]))
grid = view.cast("B", [2, 3, 4])
attempt(lambda: grid)
attempt(lambda: grid.cast("B", [24, 1]))
attempt(lambda: grid.cast("B"))
attempt(lambda: grid.cast("i"))
scalar = memoryview(b"\x05").cast("B", [])
print(described(scalar), scalar.tolist(), scalar[()], scalar[...].ndim, scalar.tobytes())
for key in [0, slice(None), (0,), "x"]:
    attempt(lambda: scalar[key])
attempt(lambda: len(scalar))
attempt(lambda: list(scalar))
attempt(lambda: scalar.count(5))
attempt(lambda: scalar.index(5))

# Items and slices.
for key in [(1, 2, 3), (-1, -1, -1), (2, 0, 0), (0, 3, 0), (0, 0, -5), (1, 2), (1, 2, 3, 4), 0, (), ..., slice(0, 1), slice(None, None, -1),
            (slice(None), 0, 0), (slice(None), slice(None)), "x", 1.5, (1.5,), None]:
    attempt(lambda: grid[key])
print(len(grid), described(grid[::-1]), described(grid[1:]))
for key in [0, -1, 23, 24, -25, slice(2, 8, 3), slice(8, 2, -2), slice(5, 5), slice(100, 200), (3,), (3, 4), "x", ..., None, 10**30]:
    attempt(lambda: view[key])
odd = view[1::2]
print(described(odd), odd.tolist(), odd[::-2].tolist(), odd.tobytes()[:3], bytes(odd)[:3], odd.hex(":", 4))
numbers = view.cast("H")
print(described(numbers[::3]), numbers[::3].tolist(), numbers[::-1].tobytes() == bytes(numbers[::-1]), numbers[::3].hex())

# Orders.
table = memoryview(bytes(range(6))).cast("B", [2, 3])
for order in ["C", "F", "A", None, "X", 3]:
    attempt(lambda: table.tobytes(order))
    attempt(lambda: table.tobytes(order=order))

# Assignment.
for format, values in [
    ("b", [5, -128, 127, 128, -129, "x", 1.5, 10**30, True, None]), ("B", [255, 256, -1, b"x"]), ("c", [b"x", b"xy", "x", 5]),
    ("?", [True, False, [], [1], "x"]), ("h", [32767, 32768]), ("H", [65535, 65536, -1]), ("i", [-(2**31), 2**31]), ("I", [2**32 - 1, 2**32]),
    ("q", [-(2**63), 2**63]), ("Q", [2**64 - 1, 2**64, -1]), ("n", [2**62, 2**63]), ("N", [2**63, -1]), ("f", [1.5, 3, "x", 1e300]),
    ("d", [0.1, float("nan"), 10**400]), ("e", [1.5, 0.1, 65504.0, 1e6, 6e-8, float("inf")]), ("P", [12345, -1, 2**64]),
]:
    target = memoryview(bytearray(8)).cast(format)
    for value in values:
        try:
            target[0] = value
        except Exception as error:
            print(format, repr(value)[:12], type(error).__name__, error)
        else:
            print(format, repr(value)[:12], target[0], target.tobytes().hex())


def assign(view, key, value):
    view[key] = value
    return view


def remove(view, key):
    del view[key]


attempt(lambda: assign(memoryview(bytearray(4)), slice(1, 3), b"ab"))
attempt(lambda: assign(memoryview(bytearray(4)), slice(None, None, 2), b"ab"))
attempt(lambda: assign(memoryview(bytearray(4)), slice(None, None, -1), memoryview(b"abcd")))
attempt(lambda: assign(memoryview(bytearray(4)), slice(1, 3), b"abc"))
attempt(lambda: assign(memoryview(bytearray(4)), slice(1, 3), "ab"))
attempt(lambda: assign(memoryview(bytearray(4)), slice(1, 3), 5))
attempt(lambda: assign(memoryview(bytearray(4)).cast("h"), slice(0, 1), b"ab"))
attempt(lambda: assign(memoryview(bytearray(4)).cast("h"), slice(0, 1), memoryview(b"ab").cast("h")))
attempt(lambda: assign(memoryview(bytearray(4)).cast("b"), slice(0, 2), memoryview(b"ab").cast("@b")))
attempt(lambda: assign(memoryview(bytearray(4)), "x", 5))
attempt(lambda: assign(memoryview(b"abcd"), 0, 5))
attempt(lambda: remove(memoryview(bytearray(4)), 0))
attempt(lambda: remove(memoryview(b"abcd"), 0))
square = memoryview(bytearray(4)).cast("B", [2, 2])
for key, value in [((0, 1), 7), ((1, 1), 300), ((2, 0), 1), ((0,), 1), (0, 1), (slice(0, 1), b"ab"), ((slice(0, 1), 0), b"a"), (..., 3), ("x", 3)]:
    attempt(lambda: assign(square, key, value))
point = memoryview(bytearray(2)).cast("h").cast("B").cast("h", [])
for key, value in [((), 7), (..., 9), (0, 1), (slice(None), b"ab")]:
    attempt(lambda: assign(point, key, value))
overlapping = bytearray(b"abcdef")
memoryview(overlapping)[2:] = memoryview(overlapping)[:-2]
print(overlapping)

# Equality and hash.
raw = bytes(8)
pairs = [
    (memoryview(raw), raw), (memoryview(raw), bytearray(raw)), (memoryview(raw).cast("h"), memoryview(raw)), (memoryview(raw).cast("i"), memoryview(bytes(2))),
    (memoryview(raw).cast("i"), memoryview(bytes(4)).cast("h")), (memoryview(raw).cast("d"), memoryview(bytes(1))), (memoryview(raw), memoryview(raw).cast("B", [2, 4])),
    (memoryview(raw).cast("B", [2, 4]), memoryview(raw).cast("b", [2, 4])), (memoryview(b"a").cast("c"), memoryview(b"a")), (memoryview(raw), 0),
    (memoryview(raw)[::-1], raw), (memoryview(b"\x01").cast("?"), memoryview(b"\x01")), (memoryview(b"\x05").cast("B", []), b"\x05"),
]
for left, right in pairs:
    print(left == right, right == left, left != right)
nan = bytearray(8)
memoryview(nan).cast("d")[0] = float("nan")
print(memoryview(nan).cast("d") == memoryview(nan).cast("d"))
attempt(lambda: memoryview(raw) < memoryview(raw))
print(hash(memoryview(raw)) == hash(raw), hash(memoryview(raw)[::2]) == hash(raw[::2]), hash(memoryview(raw).cast("B", [2, 4])) == hash(raw))
attempt(lambda: hash(memoryview(raw).cast("h")))
attempt(lambda: hash(view))
attempt(lambda: hash(memoryview(data).toreadonly()))

# Searching and iterating.
letters = memoryview(b"abcabc")
print(letters.count(97), letters.count("a"), letters.index(98), letters.index(98, 2), letters.index(99, -1), 97 in letters, 300 in letters, list(reversed(letters)))
attempt(lambda: letters.index(97, 4))
attempt(lambda: letters.index(97, 1, 3))
attempt(lambda: letters.index("x"))
attempt(lambda: grid.count(1))
attempt(lambda: grid.index(1))
attempt(lambda: list(grid))
attempt(lambda: 1 in grid)
steps = iter(letters)
print(type(steps), next(steps), next(steps), iter(steps) is steps)
attempt(lambda: steps.__length_hint__())

# Released views.
whole = memoryview(bytearray(b"abc"))
part = whole[1:]
steps = iter(whole)
whole.release()
whole.release()
print(part.tolist(), str(whole)[:18])
for action in [
    lambda: whole[0], lambda: len(whole), lambda: whole.tolist(), lambda: whole.cast("b"), lambda: whole.format, lambda: whole.shape, lambda: whole.nbytes,
    lambda: whole.obj, lambda: memoryview(whole), lambda: whole.toreadonly(), lambda: whole.hex(), lambda: whole.tobytes(), lambda: hash(whole), lambda: next(steps),
    lambda: iter(whole), lambda: whole.count(1), lambda: whole.__enter__(), lambda: assign(whole, 0, 1), lambda: whole == whole, lambda: whole == part,
    lambda: bytes(whole),
]:
    attempt(action)
with memoryview(bytearray(b"abc")) as held:
    print(held.readonly, held.toreadonly().readonly, held.toreadonly().obj)
attempt(lambda: held[0])

# Making.
attempt(lambda: memoryview())
attempt(lambda: memoryview(5))
attempt(lambda: memoryview("x"))
attempt(lambda: memoryview(b"a", 1))
attempt(lambda: memoryview(object=b"a"))
attempt(lambda: memoryview(b"a").cast())
attempt(lambda: memoryview(b"a").cast("B", [1], 1))
attempt(lambda: memoryview(b"a").cast(shape=[1]))
attempt(lambda: described(memoryview(memoryview(raw).cast("h", [2, 2]))))
attempt(lambda: memoryview._from_flags(b"a", 0))
attempt(lambda: memoryview._from_flags(b"a", 1))
attempt(lambda: memoryview._from_flags(bytearray(b"a"), 1).readonly)
print(sys.getsizeof(memoryview(raw)), sys.getsizeof(memoryview(raw).cast("B", [2, 4])), sys.getsizeof(scalar))
print(b"".join([memoryview(b"ab"), memoryview(b"cd").cast("h")]), bytes(memoryview(b"abcd").cast("h")), bytearray(memoryview(b"abcd")[::2]))
attempt(lambda: b"x" + memoryview(b"abcd")[::2])
attempt(lambda: b"".join([memoryview(b"abcd")[::2]]))
attempt(lambda: b"abcd".find(memoryview(b"abcd")[::2]))
attempt(lambda: int(memoryview(b"12")))
