"""Exact linear algebra over fractions and complex numbers: operators, indexing by tuples, Gaussian elimination."""

import cmath
import functools
import itertools
import math
import numbers
import operator
import types
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Self


class ShapeError(ValueError):
    def __init__(self, operation, left, right):
        super().__init__(f"cannot {operation} {left[0]}x{left[1]} and {right[0]}x{right[1]}")


class Matrix[T: numbers.Number]:
    __slots__ = ("rows", "__weakref__")
    __array_priority__ = 10

    def __init__(self, rows: Iterable[Iterable[T]]):
        self.rows = tuple(map(tuple, rows))
        if len(set(map(len, self.rows))) > 1:
            raise ValueError("rows of different lengths")

    @classmethod
    def build(cls, height, width, function: Callable[[int, int], T]) -> Self:
        return cls((function(i, j) for j in range(width)) for i in range(height))

    @classmethod
    def identity(cls, size):
        return cls.build(size, size, lambda i, j: int(i == j))

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    @property
    def T(self):
        return type(self)(zip(*self.rows))

    def __getitem__(self, key):
        match key:
            case int(i), int(j):
                return self.rows[i][j]
            case slice() as rows, slice() as columns:
                return type(self)(row[columns] for row in self.rows[rows])
            case int(i) | (int(i), slice(start=None, stop=None)):
                return self.rows[i]
            case types.EllipsisType(), int(j):
                return tuple(row[j] for row in self.rows)
        raise TypeError(f"bad index {key!r}")

    def _each(self, function, other, name):
        if isinstance(other, numbers.Number):
            return type(self)((function(x, other) for x in row) for row in self.rows)
        if not isinstance(other, Matrix):
            return NotImplemented
        if self.shape != other.shape:
            raise ShapeError(name, self.shape, other.shape)
        return type(self)(map(function, a, b) for a, b in zip(self.rows, other.rows))

    __add__ = functools.partialmethod(lambda self, other: self._each(operator.add, other, "add"))
    __sub__ = functools.partialmethod(lambda self, other: self._each(operator.sub, other, "subtract"))
    __mul__ = functools.partialmethod(lambda self, other: self._each(operator.mul, other, "multiply"))
    __rmul__ = __mul__

    def __matmul__(self, other):
        if not isinstance(other, Matrix):
            return NotImplemented
        if self.shape[1] != other.shape[0]:
            raise ShapeError("chain", self.shape, other.shape)
        return type(self)((math.sumprod(row, column) for column in zip(*other.rows)) for row in self.rows)

    def __pow__(self, exponent, modulus=None):
        if exponent < 0:
            return self.inverse() ** -exponent
        result, base = self.identity(len(self.rows)), self
        while exponent:
            if exponent & 1:
                result = result @ base
            base, exponent = base @ base, exponent >> 1
        return result if modulus is None else result._each(operator.mod, modulus, "reduce")

    def __invert__(self):
        return self.inverse()

    def eliminate(self):
        """The reduced echelon form, the determinant of the left square and the rank."""
        work, sign, rank = [list(map(lambda x: x if isinstance(x, complex) else Fraction(x),
                                     row)) for row in self.rows], 1, 0
        for column in range(min(self.shape)):
            pivot = next((r for r in range(rank, len(work)) if work[r][column]), None)
            if pivot is None:
                sign = 0
                continue
            if pivot != rank:
                work[pivot], work[rank] = work[rank], work[pivot]
                sign = -sign
            head = work[rank][column]
            sign *= head
            work[rank] = [x / head for x in work[rank]]
            for r in range(len(work)):
                if r != rank and (factor := work[r][column]):
                    work[r] = [x - factor * y for x, y in zip(work[r], work[rank])]
            rank += 1
        return type(self)(work), sign, rank

    def inverse(self):
        size, other = self.shape
        if size != other:
            raise ShapeError("invert", self.shape, (other, size))
        wide = type(self)(row + unit for row, unit in zip(self.rows, self.identity(size).rows))
        reduced, determinant, _ = wide.eliminate()
        if not determinant:
            raise ZeroDivisionError("singular matrix")
        return reduced[:, size:]

    def __eq__(self, other):
        return self.rows == other.rows if isinstance(other, Matrix) else NotImplemented

    def __hash__(self):
        return hash(self.rows)

    def __str__(self):
        cells = [[str(x) for x in row] for row in self.rows]
        widths = [max(map(len, column)) for column in zip(*cells)]
        return "\n".join("[" + " ".join(f"{x:>{w}}" for x, w in zip(row, widths)) + "]" for row in cells)

    def __repr__(self):
        return f"Matrix({self.rows!r})"


a = Matrix([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]])
print(a, a.T[0], a[1, 2], a[..., 0], repr(a[:2, 1:]), a.shape, sep="\n")
print(a + a.T, a * 2 == 2 * a, a - 1, a @ Matrix([[8], [-11], [-3]]), sep="\n")
print(~a, a @ ~a == Matrix.identity(3), a.eliminate()[1:], a**-2, sep="\n")
print(Matrix([[1, 1], [1, 0]]) ** 90, pow(Matrix([[1, 1], [1, 0]]), 90, 1000), hash(a) == hash(Matrix(a.rows)),
      sep="\n")
hilbert = Matrix.build(4, 4, lambda i, j: Fraction(1, i + j + 1))
print(hilbert, 1 / hilbert.eliminate()[1], hilbert.inverse(), sep="\n")
print(Matrix([[1j, 1], [0, 2 - 1j]]) ** 2, Matrix([[1, 2, 3], [2, 4, 6]]).eliminate()[0], sep="\n")
for bad in (lambda: a @ Matrix([[1, 2]]), lambda: a + Matrix([[1]]), lambda: a + "x", lambda: a @ 3, lambda: a["x"],
            lambda: Matrix([[1], [1, 2]]),
            lambda: Matrix([[1, 2], [2, 4]]).inverse(), lambda: a[5, 5], lambda: a[:2, :2].spam,
            lambda: Matrix([[0]]) ** -1, lambda: Matrix([["a"]]) @ Matrix([[None]])):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(Fraction("-3/4"), Fraction(0.375), Fraction("1.25e-2"), Fraction(math.pi).limit_denominator(1000),
      f"{Fraction(22, 7):.4f} {Fraction(1, 3):>8} {Fraction(12345, 2):,.1f}")
for text in ("3/0", "x", "1//2"):
    try:
        Fraction(text)
    except (ZeroDivisionError, ValueError) as error:
        print(type(error).__name__, error)
print(Matrix[int], Matrix.__type_params__, Matrix.__type_params__[0].__bound__, cmath.polar(-1), round(Fraction(7, 2)),
      math.floor(Fraction(-7, 2)), Fraction(7, 3) % 2)
print(list(itertools.accumulate([Fraction(1, n) for n in range(1, 6)])), Fraction(1, 2) + 0.5,
      Fraction(1, 2) ** Fraction(1, 2), 2 ** Fraction(3), Fraction(5, 2).as_integer_ratio())
