"""Chemistry: formulas parsed by recursion, molar weights, reactions balanced with exact fractions, limiting reagents."""

import collections
import functools
import itertools
import math
import re
import string
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple


class Element(NamedTuple):
    number: int
    symbol: str
    weight: Decimal


TABLE = MappingProxyType({
    symbol: Element(int(number), symbol, Decimal(weight))
    for number, symbol, weight in (line.split() for line in """1 H 1.008
6 C 12.011
7 N 14.007
8 O 15.999
11 Na 22.990
16 S 32.06
17 Cl 35.45
20 Ca 40.078
25 Mn 54.938
26 Fe 55.845
29 Cu 63.546""".splitlines())
})


class FormulaError(ValueError):
    def __init__(self, message, text, position):
        super().__init__(message)
        self.text, self.position = text, position

    def __str__(self):
        return f"{self.args[0]} in {self.text[: self.position]}»{self.text[self.position :]}"


class Formula(Mapping):
    """A multiset of elements, which is read once for each text."""

    cache: dict[str, "Formula"] = {}
    TOKEN = re.compile(r"(?P<element>[A-Z][a-z]?)(?P<n>\d*)|(?P<open>\()|(?P<close>\))(?P<times>\d*)|·(?P<water>\d*)|\^(?P<charge>\d*[+-])")

    def __new__(cls, text):
        try:
            return cls.cache[text]
        except KeyError:
            self = cls.cache[text] = super().__new__(cls)
            try:
                self._read(text)
            except BaseException:
                del cls.cache[text]
                raise
            return self

    def _read(self, text):
        self.text, self.charge, stack, position = text, 0, [collections.Counter()], 0
        while position < len(text):
            match = self.TOKEN.match(text, position)
            if not match:
                raise FormulaError("cannot read", text, position)
            match match.groupdict():
                case {"element": str(symbol), "n": count}:
                    if symbol not in TABLE:
                        raise FormulaError(f"no element {symbol}", text, position)
                    stack[-1][symbol] += int(count or 1)
                case {"open": str()}:
                    stack.append(collections.Counter())
                case {"close": str(), "times": times}:
                    if len(stack) == 1:
                        raise FormulaError("stray bracket", text, position)
                    for symbol, count in stack.pop().items():
                        stack[-1][symbol] += count * int(times or 1)
                case {"water": str(times)}:
                    for symbol, count in Formula(text[match.end() :]).items():
                        stack[-1][symbol] += count * int(times or 1)
                    position = len(text)
                    break
                case {"charge": str(charge)}:
                    self.charge = int(charge[-1] + (charge[:-1] or "1"))
            position = match.end()
        if len(stack) > 1:
            raise FormulaError("open bracket", text, len(text))
        self.counts = dict(stack[0])

    def __getitem__(self, symbol):
        return self.counts.get(symbol, 0) if symbol != "charge" else self.charge

    def __iter__(self):
        return iter(self.counts)

    def __len__(self):
        return len(self.counts)

    def __repr__(self):
        return f"Formula({self.text!r})"

    def __hash__(self):
        return hash(self.text)

    @functools.cached_property
    def weight(self):
        return sum((TABLE[s].weight * n for s, n in self.items()), Decimal())

    def hill(self):
        """The usual order: carbon, hydrogen, the rest by name."""
        order = sorted(self, key=lambda s: (s != "C", s != "H", s) if "C" in self else (0, 0, s))
        return "".join(s + (str(self[s]) if self[s] > 1 else "") for s in order)


class Reaction:
    def __init__(self, text):
        left, arrow, right = text.partition("->")
        if not arrow:
            raise ValueError(f"no arrow in {text!r}")
        self.left, self.right = ([Formula(p.strip()) for p in re.split(r"\s\+\s", side.strip())] for side in (left,
                right))

    @functools.cached_property
    def coefficients(self):
        every = self.left + self.right
        symbols = sorted(set().union(*every)) + ["charge"]
        rows = [[Fraction(f[s] * (1 if n < len(self.left) else -1)) for n, f in enumerate(every)] for s in symbols]
        pivots, rank = [], 0
        for column in range(len(every)):
            pivot = next((r for r in range(rank, len(rows)) if rows[r][column]), None)
            if pivot is None:
                continue
            rows[rank], rows[pivot] = rows[pivot], rows[rank]
            rows[rank] = [x / rows[rank][column] for x in rows[rank]]
            for r in range(len(rows)):
                if r != rank and rows[r][column]:
                    rows[r] = [x - rows[r][column] * y for x, y in zip(rows[r], rows[rank])]
            pivots.append(column)
            rank += 1
        free = [c for c in range(len(every)) if c not in pivots]
        if len(free) != 1:
            raise ArithmeticError(f"{len(free)} ways to balance {self}" if free else f"cannot balance {self}")
        solution = {free[0]: Fraction(1)} | {c: -rows[r][free[0]] for r, c in enumerate(pivots)}
        scale = math.lcm(*(x.denominator for x in solution.values()))
        numbers = [int(solution[c] * scale) for c in range(len(every))]
        if min(numbers) <= 0:
            raise ArithmeticError(f"no positive solution for {self}")
        divisor = math.gcd(*numbers)
        return [n // divisor for n in numbers]

    def balanced(self):
        numbers = iter(self.coefficients)
        return " -> ".join(" + ".join(f"{n if (n := next(numbers)) > 1 else ''}{f.text}" for f in side) for side in (self.left,
                self.right))

    def limiting(self, **grams):
        """The reagent that is used up first and what it makes of everything."""
        moles = {f: Decimal(grams[f.text]) / f.weight / n for f, n in zip(self.left, self.coefficients)}
        least = min(moles, key=moles.get)
        made = {f.text: (moles[least] * n * f.weight).quantize(Decimal("0.01"), ROUND_HALF_UP) for f,
                n in zip(self.right, self.coefficients[len(self.left) :])}
        return least, made

    def __str__(self):
        return " -> ".join(" + ".join(f.text for f in side) for side in (self.left, self.right))


for text in ("H2O", "Ca(OH)2", "CuSO4·5H2O", "C6H12O6", "Fe2(SO4)3", "MnO4^-", "NH4^+", "CH3(CH2)4COOH"):
    formula = Formula(text)
    print(f"{text:<15}{formula.weight:>10} {formula.hill():<12} {dict(formula)} {formula.charge:+d}")
print(Formula("H2O") is Formula("H2O"), Formula("HOH") == Formula("H2O"), repr(Formula("NaCl")),
      "Cl" in Formula("NaCl"), Formula("NaCl").get("C", "none"), {Formula("O2"): 1}[Formula("O2")], len(Formula.cache))
for text in ("H2 + O2 -> H2O", "C6H12O6 + O2 -> CO2 + H2O", "Fe + O2 -> Fe2O3",
             "MnO4^- + Fe^2+ + H^+ -> Mn^2+ + Fe^3+ + H2O", "Ca(OH)2 + HCl -> CaCl2 + H2O", "Na + H2O -> NaOH + H2",
             "H2O -> H2 + O2 + CO2", "CO + O2 -> CO2 + CO", "C + O2 -> CO2 + CO + NaCl", "H2O", "Xx + O2 -> X",
             "Na(( -> Na", "H2)O -> H", "H2 + -> O", "NaCl -> Na + na"):
    try:
        print(Reaction(text).balanced())
    except (ValueError, ArithmeticError) as error:
        print(type(error).__name__, error)
print(Reaction("H2 + O2 -> H2O").limiting(H2=10, O2="32.0"), Reaction("CO + O2 -> CO2").limiting(CO=28, O2=1))
try:
    Reaction("H2 + O2 -> H2O").limiting(H2=1)
except KeyError as error:
    print("KeyError", error)
try:
    TABLE["X"] = 1
except TypeError as error:
    print(error)
heaviest = sorted(TABLE.values(), key=lambda e: -e.weight)[:2]
print(*heaviest, sum(e.weight for e in TABLE.values()), next(itertools.dropwhile(lambda e: e.number < 12,
        TABLE.values())).symbol, [s for s in TABLE if s in string.ascii_uppercase], TABLE["H"]._replace(weight=2),
      sep="\n")
