# Float operators, floor and modulo signs, rounding, comparison with ints.
import math

for x in (7.5, -7.5, 0.0, -0.0, 1e300):
    for y in (2.0, -2.0, 0.3):
        print(x // y, x % y, divmod(x, y), x / y)
print(2.0 ** 0.5, (-8) ** (1 / 3), (-2.0) ** 2, 2 ** 0.5, 0.0 ** 0, 1e200 * 1e200, -1e200 * 1e200)
for v in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1e20, 1234.5678, -1234.5678):
    print(round(v), round(v, 1), round(v, 2), round(v, -2), math.floor(v), math.ceil(v), math.trunc(v), int(v))
print(round(0.5, 0), round(-0.0), round(5e-324, 3), round(1.005, 2), round(2.5, None), round(123.456, -3))
for text in ("round(float('nan'))", "round(float('inf'))", "2.0 ** 10000", "(-1.0) ** 0.5", "1e308 * 10", "math.floor(float('nan'))", "5 % float('inf')", "-5 % float('inf')", "float('inf') // 1", "1 // float('inf')"):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
print(1 == 1.0, 1 < 1.5, 10 ** 20 == 1e20, 10 ** 20 + 1 == 1e20, 2 ** 1024 > 1.7e308, -(2 ** 1024) < float("-inf"))
print(sum([0.1] * 10), sum([0.1] * 10, 0.0), math.fsum([0.1] * 10), sum([1e16, 1, -1e16]), 0.1 * 3)
print(1.5 + 2, 2 - 1.5, 3 * 1.5, 3 / 1.5, 3 // 1.5, True + 0.5, abs(-1.5), -1.5, +1.5, bool(0.0), bool(-0.0), bool(1e-320))
print(0.1 + 0.2 == 0.3, math.isclose(0.1 + 0.2, 0.3), math.inf, math.nan, math.pi, math.e)
