"""Quantities with units: dimensions as exponents, units made by a metaclass, parsing, formatting, arithmetic that checks."""

import enum
import functools
import math
import operator
import re
import typing
import numbers
import sys
from collections import Counter
from collections.abc import Hashable
from fractions import Fraction
from types import MappingProxyType


class Base(enum.Enum):
    LENGTH = "m"
    MASS = "kg"
    TIME = "s"
    TEMPERATURE = "K"

    def __lt__(self, other):
        members = list(type(self))
        return members.index(self) < members.index(other)


class DimensionError(TypeError):
    def __init__(self, operation, left, right):
        super().__init__(operation, left, right)
        self.operation, self.left, self.right = operation, left, right

    def __str__(self):
        return f"cannot {self.operation} [{self.left}] and [{self.right}]"


class Dimension:
    __slots__ = ("powers", "_hash")
    known: dict["Dimension", "Dimension"] = {}

    def __new__(cls, powers=()):
        self = super().__new__(cls)
        self.powers = MappingProxyType({b: p for b, p in sorted(dict(powers).items()) if p})
        self._hash = hash(frozenset((b.value, p) for b, p in self.powers.items()))
        return cls.known.setdefault(self, self)

    def __hash__(self):
        return self._hash

    def __eq__(self, other):
        return isinstance(other, Dimension) and self.powers == other.powers

    def combine(self, other, sign):
        return Dimension({b: self.powers.get(b, 0) + sign * other.powers.get(b, 0) for b in Base})

    def __pow__(self, exponent):
        return Dimension({b: p * exponent for b, p in self.powers.items()})

    def __str__(self):
        superscript = str.maketrans("0123456789-/", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᐟ")
        return "·".join(b.value + (str(p).translate(superscript) if p != 1 else "") for b,
                        p in self.powers.items()) or "1"


class UnitType(type):
    units: dict[str, "Unit"] = {}

    def __getattr__(cls, name):
        try:
            return cls.find(name)
        except KeyError:
            raise AttributeError(f"no unit {name!r}", name=name, obj=cls) from None

    def __contains__(cls, name):
        return name in cls.units

    def __dir__(cls):
        return [*super().__dir__(), *cls.units]


class Unit(metaclass=UnitType):
    PREFIXES = {"k": 10**3, "M": 10**6, "c": Fraction(1, 100), "m": Fraction(1, 1000), "µ": Fraction(1, 10**6)}

    def __init__(self, symbol, factor, dimension):
        self.symbol, self.factor, self.dimension = symbol, Fraction(factor), dimension

    @classmethod
    def define(cls, symbol, factor, **powers):
        cls.units[symbol] = cls(symbol, factor, Dimension({Base[name.upper()]: power for name,
                power in powers.items()}))
        return cls

    @classmethod
    @functools.cache
    def find(cls, symbol):
        if symbol in cls.units:
            return cls.units[symbol]
        prefix, rest = symbol[:1], symbol[1:]
        if prefix in cls.PREFIXES and rest in cls.units:
            return cls(symbol, cls.PREFIXES[prefix] * cls.units[rest].factor, cls.units[rest].dimension)
        raise KeyError(symbol)

    def __rmul__(self, number):
        return Quantity(number * self.factor, self.dimension) if isinstance(number, numbers.Real) else NotImplemented

    def __repr__(self):
        return f"<{self.symbol} = {self.factor} {self.dimension}>"


Unit.define("m", 1, length=1).define("kg", 1, mass=1).define("g", Fraction(1, 1000), mass=1).define("s", 1,
        time=1).define("min", 60, time=1).define("h", 3600, time=1)
Unit.define("N", 1, length=1, mass=1, time=-2).define("J", 1, length=2, mass=1, time=-2).define("in",
        Fraction("0.0254"), length=1).define("Hz", 1, time=-1)
TERM = re.compile(r"\s*(?P<op>[*/·])?\s*(?P<unit>[^\W\d]+)(?:\^?(?P<power>-?\d+))?")


@functools.total_ordering
class Quantity:
    def __init__(self, value, dimension=Dimension()):
        self.value, self.dimension = value, dimension

    @classmethod
    def parse(cls, text) -> typing.Self:
        if not (head := re.match(r"\s*([-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)", text)):
            raise ValueError(f"no number in {text!r}")
        result, position = cls(Fraction(head[1])), head.end()
        while text[position:].strip():
            if not (term := TERM.match(text, position)):
                raise ValueError(f"cannot read {text[position:]!r}")
            unit = 1 * Unit.find(term["unit"])
            unit **= int(term["power"] or 1)
            result = result / unit if term["op"] == "/" else result * unit
            position = term.end()
        return result

    def _same(self, other, operation):
        other = other if isinstance(other, Quantity) else Quantity(other)
        if self.dimension is not other.dimension:
            raise DimensionError(operation, self.dimension, other.dimension)
        return other.value

    def __add__(self, other):
        return Quantity(self.value + self._same(other, "add"), self.dimension)

    def __sub__(self, other):
        return Quantity(self.value - self._same(other, "subtract"), self.dimension)

    def __mul__(self, other):
        other = other if isinstance(other, Quantity) else Quantity(other)
        return Quantity(self.value * other.value, self.dimension.combine(other.dimension, 1))

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = other if isinstance(other, Quantity) else Quantity(other)
        return Quantity(self.value / other.value, self.dimension.combine(other.dimension, -1))

    def __pow__(self, exponent):
        return Quantity(self.value**exponent, self.dimension**exponent)

    def __eq__(self, other):
        return isinstance(other, Quantity) and (self.value, self.dimension) == (other.value, other.dimension)

    def __lt__(self, other):
        return self.value < self._same(other, "compare")

    def __hash__(self):
        return hash((self.value, self.dimension))

    def __float__(self):
        return float(self._same(Quantity(0), "convert") or self.value)

    def __format__(self, spec):
        number, _, symbol = spec.partition("|")
        if not symbol:
            return f"{format(float(self.value), number or '.6g')} {self.dimension}"
        unit = Unit.find(symbol)
        return f"{format(float(self.value / unit.factor), number or '.6g')} {symbol}"

    def __repr__(self):
        return f"Quantity({self.value}, {self.dimension})"


speed = Quantity.parse("90 km/h")
print(speed, f"{speed}", f"{speed:.1f|km}", speed * (20 * Unit.min), f"{speed * Quantity.parse('20 min'):08.2f|km}",
      sep="\n")
force = 70 * Unit.kg * Quantity.parse("9.81 m/s^2")
print(force, force.dimension is Unit.N.dimension, f"{force * Quantity.parse('3e2 cm'):,.3f|kJ}", Unit.mm,
      getattr(Unit, "µs"), Unit.find.cache_info(), sep="\n")
print(sorted([1 * Unit.m, 100 * Unit.mm, 3 * Unit.__class__.__getattr__(Unit, "in")]),
      max(Quantity.parse("1 h"), Quantity.parse("59 min")), 1 * Unit.km == 1000 * Unit.m,
      {1 * Unit.km: "a"}[1000 * Unit.m])
print((4 * Unit.m) ** Fraction(1, 2), (2 * Unit.Hz) ** -1, Quantity(3) + 4,
      float(Quantity.parse("1 m") / Quantity.parse("4 m")), isinstance(speed, Hashable), len(Dimension.known))
for bad in (lambda: speed + force, lambda: speed < 3, lambda: float(speed), lambda: Unit.parsec,
            lambda: Quantity.parse("fast"), lambda: Quantity.parse("3 m!"), lambda: Quantity.parse("3 xm"),
            lambda: "x" * Unit.m, lambda: f"{speed:q}", lambda: speed / Quantity(0),
            lambda: sum([1 * Unit.m, 2 * Unit.m]), lambda: Base("x") < 3, lambda: Unit.Metre):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error, error.args)
print("kg" in Unit, "zz" in Unit, [n for n in dir(Unit) if len(n) == 1], math.sumprod([1, 2], [3, 4]),
      Unit.m.dimension**3, functools.reduce(operator.mul, [2 * Unit.s] * 3),
      Counter(u.dimension.__str__() for u in Unit.units.values()).most_common(2))
print(typing.get_type_hints(Quantity.parse), typing.get_type_hints(Dimension), sys.intern("m") is Unit.m.symbol,
      Quantity.__gt__.__doc__, Quantity.__le__ is not object.__le__)
