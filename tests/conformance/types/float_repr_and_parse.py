# The shortest repr that reads back, and float() of text.
for v in (0.0, -0.0, 1.0, 0.1, 0.1 + 0.2, 1 / 3, 1e15, 1e16, 1e17, 123456789.123456789, 1e-4, 1e-5, 1.5e-10, 5e-324, 1.7976931348623157e308,
          2.5, 1e22, 1e23, 9007199254740993.0, 1e100, 3.14159, float("inf"), float("-inf"), float("nan"), 4.35, 0.5, 100.0, 2 ** 0.5):
    print(v, repr(v) == str(v), float(repr(v)) == v or v != v)
for text in ("1", " 1.5 ", "1e5", "-1E-3", ".5", "5.", "inf", "-Infinity", "nan", "+NaN", "1_0.5", "1e400", "1e-400", "0x1", "1.e", "e5", "", ".", "1__0", "infin", "1 2", "٣.٥"):
    try:
        print(repr(text), float(text))
    except ValueError as error:
        print(error)
print((0.1).hex(), (1.0).hex(), (-0.0).hex(), float("inf").hex(), float.fromhex("0x1.8p3"), float.fromhex("-0x.1p-4"), (5e-324).hex())
print((0.75).as_integer_ratio(), (2.0).is_integer(), (2.5).is_integer(), (-1.5).conjugate(), (1.5).real, (1.5).imag)
for text in ("float('inf').as_integer_ratio()", "float('nan').as_integer_ratio()", "float.fromhex('x')"):
    try:
        print(eval(text))
    except Exception as error:
        print(type(error).__name__, error)
print(hash(0.5), hash(1.5), hash(float("inf")), hash(1e300), hash(-0.0), 0.0 == -0.0, str(-0.0))
print(float(3), float(2 ** 60), float(True), float("1" * 30), float(b"2.5"))
nan = float("nan")
print(nan == nan, nan != nan, nan < 1, [nan] == [nan], nan in [nan], [float("nan")] == [float("nan")], min(nan, 1), max(1, nan))
