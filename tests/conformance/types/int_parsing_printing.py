# int() of text in every base, and int back to text.
for text in ("12", " 12 ", "-0", "+7", "1_000", "0xff", "0b1", "0o7", "٣", "1__0", "_1", "1_", "", " ", "0x", "1.0", "abc", "12 3", "1e3", "--1", "9" * 40):
    for base in (10, 0, 16):
        try:
            print(repr(text[:12]), base, int(text, base))
        except ValueError as error:
            print(error)
print(int("zz", 36), int("-0b11", 2), int("0B11", 0), int(b"12"), int(bytearray(b"3")) if False else "", int(3.99), int(-3.99), int(True))
for bad in (float("nan"), float("inf"), 1j, None, "1" * 5000):
    try:
        print(int(bad))
    except Exception as error:
        print(type(error).__name__, error)
for value in (0, 255, -255, 2 ** 70, True):
    print(bin(value), oct(value), hex(value), str(value), repr(value), f"{value:x} {value:#b} {value:,} {value:_}")
print((1024).to_bytes(2, "big"), (1).to_bytes(), (-2).to_bytes(4, "little", signed=True), int.from_bytes(b"\x04\x00", "big"))
print(int.from_bytes(b"\xff\xfe", "little", signed=True), (5).as_integer_ratio(), (5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate(), (5).is_integer())
for text in ("(256).to_bytes(1, 'big')", "(-1).to_bytes(1, 'big')", "(1).to_bytes(1, 'middle')", "int.from_bytes('a', 'big')", "str(10 ** 5000)"):
    try:
        print(eval(text))
    except Exception as error:
        print(type(error).__name__, error)


class Index:
    def __index__(self):
        return 11


class Trunc:
    def __int__(self):
        return 12


print(int(Index()), int(Trunc()), bin(Index()), [0] * Index() == [0] * 11, "abcdefghijklm"[Index()], int("11", Index()))
