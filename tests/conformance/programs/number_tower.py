"""Numbers of our own in the numeric tower: surds, a modular ring, intervals; what the built-in ones do at their edges."""

import cmath
import decimal
import fractions
import functools
import math
import numbers
import operator
import sys
from collections.abc import Hashable
from fractions import Fraction
from numbers import Complex, Integral, Number, Rational, Real


class Surd(Real):
    """a + b·√n with fractions a and b."""

    __slots__ = ("a", "b", "n")

    def __new__(cls, a, b=0, n=2):
        root = math.isqrt(n)
        if root * root == n:
            a, b, n = a + b * root, 0, 1
        self = super().__new__(cls)
        self.a, self.b, self.n = Fraction(a), Fraction(b), n if b else 1
        return self

    def _with(self, other):
        match other:
            case Surd(n=n) if n in (1, self.n) or self.n == 1:
                return other, max(self.n, n)
            case Rational():
                return Surd(other), self.n
        return None, None

    def _operate(function):
        def forward(self, other):
            if isinstance(other, float):
                return getattr(operator, function.__name__)(float(self), other)
            other, n = self._with(other)
            return NotImplemented if other is None else function(self, other, n)

        def backward(self, other):
            if isinstance(other, float):
                return getattr(operator, function.__name__)(other, float(self))
            first, n = self._with(other)
            return NotImplemented if first is None else function(first, self, n)

        return forward, backward

    @_operate
    def add(self, other, n):
        return Surd(self.a + other.a, self.b + other.b, n)

    @_operate
    def mul(self, other, n):
        return Surd(self.a * other.a + self.b * other.b * n, self.a * other.b + self.b * other.a, n)

    @_operate
    def truediv(self, other, n):
        norm = other.a**2 - other.b**2 * n
        return self * Surd(other.a / norm, -other.b / norm, n)

    (__add__, __radd__), (__mul__, __rmul__), (__truediv__, __rtruediv__) = add, mul, truediv
    del add, mul, truediv, _operate

    def __neg__(self):
        return Surd(-self.a, -self.b, self.n)

    def __pos__(self):
        return self

    def __abs__(self):
        return -self if float(self) < 0 else self

    def __float__(self):
        return float(self.a) + float(self.b) * math.sqrt(self.n)

    def __pow__(self, exponent):
        if not isinstance(exponent, Integral):
            return float(self) ** exponent
        return functools.reduce(operator.mul, [self if exponent > 0 else 1 / self] * abs(exponent), Surd(1))

    def __rpow__(self, base):
        return base ** float(self)

    def __floor__(self):
        return math.floor(float(self))

    def __ceil__(self):
        return math.ceil(float(self))

    def __trunc__(self):
        return math.trunc(float(self))

    def __round__(self, digits=None):
        return round(float(self), digits)

    def __floordiv__(self, other):
        return math.floor(float(self) / float(other))

    def __rfloordiv__(self, other):
        return math.floor(float(other) / float(self))

    def __mod__(self, other):
        return self - other * (self // other)

    def __rmod__(self, other):
        return other - self * (other // self)

    def __eq__(self, other):
        if isinstance(other, Surd):
            return (self.a, self.b, self.n) == (other.a, other.b, other.n)
        return not self.b and self.a == other

    def __lt__(self, other):
        return float(self) < float(other) if isinstance(other, Real) else NotImplemented

    def __le__(self, other):
        return self == other or self < other

    def __hash__(self):
        return hash((self.a, self.b, self.n)) if self.b else hash(self.a)

    def __repr__(self):
        return f"({self.a}{self.b:+}√{self.n})" if self.b else f"({self.a})"


@functools.total_ordering
class Mod(Number):
    def __init__(self, value, modulus=7):
        self.value, self.modulus = operator.index(value) % modulus, modulus

    def __index__(self):
        return self.value

    def __int__(self):
        return self.value

    def __add__(self, other):
        return Mod(self.value + operator.index(other), self.modulus)

    __radd__ = __add__

    def __pow__(self, exponent, third=None):
        return Mod(pow(self.value, exponent, self.modulus if third is None else third), self.modulus)

    def __invert__(self):
        return self**-1

    def __lt__(self, other):
        return self.value < operator.index(other)

    def __eq__(self, other):
        return self.value == operator.index(other)

    def __divmod__(self, other):
        return divmod(self.value, other)

    def __rlshift__(self, other):
        return other << self.value

    def __bool__(self):
        return self.value != 0

    def __repr__(self):
        return f"{self.value}₍{self.modulus}₎"


def attempt(*actions):
    for action in actions:
        try:
            print("  ", repr(action()))
        except Exception as error:
            print("  ", type(error).__name__, error)


golden = Surd(Fraction(1, 2), Fraction(1, 2), 5)
print(golden, golden**2 == golden + 1, golden**-1, 1 / golden == golden - 1, float(golden), golden * 2.0,
      2**golden == 2 ** float(golden), [golden**n for n in range(4)])
print(isinstance(golden, Complex), golden.real is golden, golden.imag, golden.conjugate(), complex(golden),
      divmod(golden, 1), golden % 1, round(golden, 3), math.floor(-golden), math.trunc(golden), sum([golden, golden]),
      max(golden, 1.6, Fraction(8, 5)), Surd(3, 5, 16), hash(Surd(3)) == hash(3), {Surd(0.5): "half"}[0.5],
      bool(Surd(0)), -golden < golden <= golden)
attempt(lambda: golden + "x", lambda: golden + Surd(1, 1, 3), lambda: golden / 0, lambda: golden < 1j,
        lambda: int(golden), lambda: golden**0.5, lambda: Surd("1/3"), lambda: golden // 0, lambda: Real(),
        lambda: math.sqrt(golden), lambda: round(golden, "x"), lambda: sorted([golden, 1, Surd(0, 1)]))
three = Mod(3)
print(three + 5, 5 + three, ~three, three**100, [10, 20, 30, 40][three], hex(three), range(three), "ab" * three,
      1 << three, divmod(three, 2), three == 10 % 7, three > 2, bytes(three), isinstance(three, Number),
      isinstance(three, Hashable), math.factorial(three), math.comb(Mod(5), Mod(2)), f"{int(three):b}", bin(three),
      chr(Mod(65, 99)), three and "yes")
attempt(lambda: three - 1, lambda: three + 1.5, lambda: hash(three), lambda: ~Mod(0), lambda: float(three),
        lambda: complex(three), lambda: three[0], lambda: f"{three:d}", lambda: pow(three, 2, 0), lambda: Mod("3"),
        lambda: three | 1, lambda: int.from_bytes([three, 300]))
print([f.__name__ for f in (Number, Complex, Real, Rational, Integral)],
      [[issubclass(t, k) for k in (Complex, Real, Rational, Integral)] for t in (int, bool, float, complex, Fraction,
        decimal.Decimal)])
attempt(lambda: 0**-1, lambda: (-8) ** (1 / 3), lambda: 2**-2, lambda: 10**400 / 10**399, lambda: 10**400 / 3,
        lambda: float(10**400), lambda: int(float("inf")), lambda: int(float("nan")), lambda: 7 // 0.0,
        lambda: divmod(-7, 2.5), lambda: -7 % 3, lambda: 5.5 % -2, lambda: 0.0**-1, lambda: 1e308 * 10,
        lambda: 1e200**2, lambda: pow(3, -1, 7), lambda: pow(2, -1, 4), lambda: pow(2.0, 3, 5), lambda: round(2.5),
        lambda: round(-1.5), lambda: round(2.675, 2), lambda: round(1234, -2), lambda: round(1e300, 5),
        lambda: round(float("inf")), lambda: int("12_3", 5), lambda: int("0x1f", 0), lambda: int("z", 36),
        lambda: int("08", 0), lambda: int("1__0"), lambda: int(" -7 "), lambda: int("٣"), lambda: int("5", 1),
        lambda: int(3.9, 10), lambda: int(b"12"), lambda: float("1e5_0"), lambda: float("1_000.5"),
        lambda: float(" inf"), lambda: float("1e"), lambda: complex("1+2j"), lambda: complex("1 + 2j"),
        lambda: complex(1, "2"), lambda: complex(1 + 2j, 3j), lambda: (5).bit_length(), lambda: (-255).bit_count(),
        lambda: (300).to_bytes(1), lambda: (-1).to_bytes(2, signed=True), lambda: (3.75).as_integer_ratio(),
        lambda: float("nan").as_integer_ratio(), lambda: (1.0).is_integer(), lambda: (2.5).hex(),
        lambda: float.fromhex("0x.8p1"), lambda: float.fromhex("zz"), lambda: float.from_number(3),
        lambda: complex.from_number("1"), lambda: 1 << -1, lambda: 1 << 10**20, lambda: -1 >> 100,
        lambda: ~5 & 0xF ^ 3 | 8, lambda: 3 < 4.5 < Fraction(19, 4), lambda: 1j < 2, lambda: True + True,
        lambda: 10**5000 > 0 and len(str(10**5000)))
attempt(lambda: math.isqrt(-1), lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(8, 2),
        lambda: math.log2(2**100), lambda: math.log10(10**50), lambda: math.factorial(-1), lambda: math.factorial(2.0),
        lambda: math.comb(5, 7), lambda: math.perm(5), lambda: math.gcd(), lambda: math.lcm(4, 6, 0),
        lambda: math.hypot(3, 4, 12), lambda: math.dist((1, 2), (4, 6)), lambda: math.dist((1,), (1, 2)),
        lambda: math.fsum([0.1] * 10), lambda: math.prod([2, 3], start=4), lambda: math.frexp(10),
        lambda: math.ldexp(0.5, 3000), lambda: math.modf(-2.5), lambda: math.copysign(1, -0.0),
        lambda: math.nextafter(1, 2), lambda: math.nextafter(0, 1, steps=3), lambda: math.ulp(1e10),
        lambda: math.isclose(1, 1 + 1e-10), lambda: math.isclose(1, 2, rel_tol=-1), lambda: math.remainder(7, 4),
        lambda: math.fmod(-7, 4), lambda: math.exp(1000), lambda: math.pow(0, -1), lambda: math.acos(2),
        lambda: math.gamma(-1), lambda: math.gamma(6), lambda: math.erf(0.5), lambda: math.cbrt(8),
        lambda: math.sumprod([1, 2], [3]), lambda: math.fma(2, 3, 4), lambda: math.ceil(-0.5), lambda: math.floor(1e20),
        lambda: math.trunc("x"), lambda: math.degrees(math.pi), lambda: math.atan2(-0.0, -1), lambda: cmath.sqrt(-4),
        lambda: cmath.log(0), lambda: cmath.phase(-1j), lambda: cmath.rect(2, 0), lambda: cmath.isclose(1j, 1j + 1e-12),
        lambda: cmath.exp(1j * math.pi).real, lambda: abs(3 + 4j), lambda: (1 + 2j) ** -1, lambda: 0j**-1,
        lambda: (1 + 1j) ** 2, lambda: complex("nan") == complex("nan"), lambda: sys.float_info.max_exp,
        lambda: sys.hash_info.modulus == 2**61 - 1, lambda: hash(float("inf")), lambda: hash(-1) == hash(-2),
        lambda: hash(Fraction(1, 3)) == hash(Fraction(2, 6)), lambda: int("1" * 5000), lambda: math.isqrt(10**40))
attempt(lambda: fractions.Fraction(1, 3).limit_denominator(0), lambda: Fraction(1, 0), lambda: Fraction(1.5, 2),
        lambda: Fraction("1_0/3"), lambda: Fraction(float("nan")), lambda: Fraction(decimal.Decimal("0.125")),
        lambda: Fraction(7, 2) // 1, lambda: divmod(Fraction(7, 2), Fraction(1, 3)), lambda: Fraction(1, 2) ** -3,
        lambda: 2 ** Fraction(1, 2), lambda: Fraction(-1, 2) ** Fraction(1, 2), lambda: Fraction(1, 3) + 1j,
        lambda: Fraction.from_float(0.1).denominator == 2**55, lambda: f"{Fraction(10, 3):.3e}",
        lambda: f"{Fraction(1, 3):q}", lambda: Fraction(3, 4).is_integer(), lambda: round(Fraction(25, 2)),
        lambda: numbers.Rational.__float__(Fraction(1, 4)))
