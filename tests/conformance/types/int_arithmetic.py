# Integers of any size: arithmetic, floor division, shifts, powers.
a, b = 2 ** 200 + 12345, -(3 ** 90)
print(a + b, a - b, a * b)
for x in (a, -a, b, 7, -7, 0):
    for y in (a, b, 2, -2, 10 ** 20):
        print(x // y, x % y, divmod(x, y) == (x // y, x % y), end=" ")
    print()
print(a << 70, a >> 100, b >> 30, -1 >> 100, 1 << 64, -1 << 3, 0 << 100)
print(a & b, a | b, a ^ b, ~a, ~b, a & 0xFFFF, b & 0xFFFF)
print(2 ** 0, 0 ** 0, (-2) ** 63, 2 ** -2, (-3) ** 3, pow(3, 1000, 10 ** 9 + 7), pow(3, -1, 7), pow(-2, 5, 7), pow(2, 3, -5))
print((2 ** 62) + (2 ** 62), 2 ** 63 - 1 + 1, -(2 ** 63) - 1, 4611686018427387904 * 2, 3037000500 * 3037000500)
print(a == a + 0, a < a + 1, a > float("inf"), a == float(a), 2 ** 53 == float(2 ** 53), 2 ** 53 + 1 == float(2 ** 53 + 1))
print(10 ** 30 / 10 ** 10, 1 / 3, -7 / 2, 2 ** 1000 / 2 ** 990, 10 ** 400 // 10 ** 398)
print(hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(-2), hash(2 ** 100), hash(1.0) == hash(1), hash(10 ** 20))
print(abs(b), -b, +b, int(b), bool(b), a.bit_length(), b.bit_count(), (255).bit_length(), (0).bit_length())
print(True + True, True * 5, -True, ~True if False else "", True & False, True | 2, True ^ True, type(True & True))
for text in ("1 // 0", "1 % 0", "1 / 0", "a // 0", "a % 0", "0 ** -1", "1 << -1", "1 >> -1", "1 << (1 << 70)", "10 ** 400 / 3",
             "float(10 ** 400)", "pow(2, -1, 4)", "divmod(1, 0)", "2.0 // 0", "2.0 % 0", "2.0 / 0", "0.0 ** -1"):
    try:
        print(text, eval(text))
    except (ArithmeticError, ValueError, MemoryError) as error:
        print(text, type(error).__name__, error)
f = 1
for n in range(1, 101):
    f *= n
print(f)
print(sum(int(c) for c in str(2 ** 1000)), int(str(f)) == f, f % 10 ** 30)
print(round(12345, -2), round(15, -1), round(25, -1), round(-15, -1), round(10 ** 20 + 5, -1), round(5), round(5, 3))
