# float.from_number, complex.from_number, bytearray.resize and strict map.


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, error)


class Real(float):
    pass


class Index:
    def __index__(self):
        return 7


class Complex:
    def __complex__(self):
        return 1 + 2j


for value in (3, 2.5, Index(), Real(4.5), "1", 1j, Complex(), None):
    attempt(float.from_number, value)
    attempt(complex.from_number, value)
print(type(Real.from_number(3)), type(float.from_number(Real(3))))

data = bytearray(b"abc")
for size in (5, 5, 1, 0, -1, "a", 1 << 80):
    attempt(data.resize, size)
    print(data)
view = memoryview(bytearray(b"abc"))
attempt(view.obj.resize, 2)

print(list(map(max, [1, 2], [3, 0], strict=True)), map(max, [], strict=True).__reduce__()[2])
attempt(list, map(max, [1, 2], [3], strict=True))
attempt(list, map(max, [1], [3, 4], strict=True))
attempt(map, max, [], other=1)
