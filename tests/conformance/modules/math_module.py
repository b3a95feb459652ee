# math.
from math import *
import math
print(sqrt(2), floor(-1.5), ceil(1.2), trunc(-1.9), fabs(-1), factorial(20), gcd(12, 18, 8), gcd(), lcm(4, 6), comb(10, 3), perm(5, 2), perm(4), isqrt(10 ** 20), prod([1, 2, 3]), hypot(3, 4), hypot(1, 2, 2), dist((0, 0), (3, 4)))
print(exp(1), exp2(3), expm1(1e-10), log(e), log(8, 2), log2(1 << 100), log10(1000), log1p(1e-10), log(10 ** 400), pow(2, 0.5), cbrt(64), sin(0), cos(0), atan2(1, 1) == pi / 4, degrees(pi), radians(180) == pi, copysign(1, -0.0), fmod(-7, 3), remainder(7, 4), modf(-1.5), frexp(8.0), ldexp(0.5, 4), nextafter(1, 2), ulp(1.0), fsum([0.1] * 10), sumprod([1, 2], [3, 4]), fma(2, 3, 4))
print(isnan(nan), isinf(-inf), isfinite(1), isclose(1, 1 + 1e-10), isclose(1, 1.1, rel_tol=0.2), tau == 2 * pi, inf > 10 ** 300, gamma(5), lgamma(1), erf(0), sinh(0), tanh(0), asinh(0))
for text in ("sqrt(-1)", "log(0)", "log(-1)", "factorial(-1)", "factorial(1.5)", "exp(1000)", "acos(2)", "floor('a')", "floor(inf)", "comb(-1, 2)", "isqrt(-1)", "gcd(1.5)", "sqrt('a')", "pow(0, -1)", "pow(-1, 0.5)", "fmod(1, 0)", "log(1, 1)", "ldexp(1, 10000)", "dist((1,), (1, 2))", "sin(inf)", "gamma(0)", "sqrt()", "prod(1)"):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
class T:
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __trunc__(self): return "trunc"
    def __float__(self): return 4.0
print(floor(T()), ceil(T()), trunc(T()), sqrt(T()))
print([math.nextafter(x, y) for x, y in ((-5e-324, 0.0), (5e-324, -1.0), (0.0, -1.0), (-0.0, 1.0), (0.0, -0.0), (1.0, math.inf), (math.inf, 0.0))])
