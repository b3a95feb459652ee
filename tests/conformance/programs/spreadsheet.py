"""A spreadsheet: cells with formulas, dependencies found by tracing, recalculation, cycles, ranges, import and export."""

import collections
import contextlib
import contextvars
import csv
import datetime
import functools
import graphlib
import io
import itertools
import math
import operator
import re
import statistics
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

tracing = contextvars.ContextVar("tracing")


class CellError(Exception):
    """An error that is a value: it spreads to what depends on the cell."""

    code = "#ERR!"


class CycleError(CellError):
    code = "#CYCLE!"


class DivisionError(CellError, ZeroDivisionError):
    code = "#DIV/0!"


class NameProblem(CellError, NameError):
    code = "#NAME?"


def column_name(number):
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = string.ascii_uppercase[rest] + name
    return name


def column_number(name):
    return functools.reduce(lambda n, c: n * 26 + string.ascii_uppercase.index(c) + 1, name, 0)


def spread(text):
    (c1, r1), (c2, r2) = (re.fullmatch(r"([A-Z]+)(\d+)", part).groups() for part in text.split(":"))
    for row in range(int(r1), int(r2) + 1):
        for column in range(column_number(c1), column_number(c2) + 1):
            yield f"{column_name(column)}{row}"


FUNCTIONS = {"SUM": math.fsum, "AVG": statistics.fmean, "MIN": min, "MAX": max, "COUNT": lambda v: sum(1 for _ in v),
             "IF": None, "ROUND": round, "CONCAT": lambda v: "".join(map(str, v)), "LEN": len, "PI": lambda: math.pi}
LEXER = re.compile(r"\s*(?:(\d+\.?\d*)|([A-Z]+\d+:[A-Z]+\d+)|([A-Z]+\d+)|([A-Z]+)(?=\()|\"([^\"]*)\"|(<=|>=|<>|[-+*/^&=<>(),]))")


class Formula:
    """Compiles to a closure by precedence climbing."""

    LEVELS = {"=": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "<>": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
    OPERATORS = {"=": operator.eq, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
                 "<>": operator.ne, "&": lambda a, b: f"{a}{b}", "+": operator.add, "-": operator.sub,
                 "*": operator.mul, "/": operator.truediv, "^": operator.pow}

    def __init__(self, text):
        self.text, self.tokens, position = text, collections.deque(), 0
        while position < len(text.rstrip()):
            if not (match := LEXER.match(text, position)):
                raise SyntaxError(f"cannot read {text[position:]!r}")
            self.tokens.append((match.lastindex, match[match.lastindex]))
            position = match.end()
        self.value = self.climb(1)
        if self.tokens:
            raise SyntaxError(f"left over: {self.tokens[0][1]}")

    def peek(self):
        return self.tokens[0][1] if self.tokens and self.tokens[0][0] == 6 else None

    def climb(self, level):
        left = self.atom()
        while (sign := self.peek()) in self.LEVELS and self.LEVELS[sign] >= level:
            self.tokens.popleft()
            right = self.climb(self.LEVELS[sign] + (sign != "^"))
            left = (lambda l, r, f: lambda sheet: f(l(sheet), r(sheet)))(left, right, self.OPERATORS[sign])
        return left

    def atom(self):
        match self.tokens.popleft() if self.tokens else (0, "end"):
            case 1, number:
                value = float(number) if "." in number else int(number)
                return lambda sheet: value
            case 2, area:
                return lambda sheet: [v for name in spread(area) if (v := sheet[name]) is not None]
            case 3, name:
                return lambda sheet: sheet[name] if sheet[name] is not None else 0
            case 4, function:
                self.tokens.popleft()
                arguments = []
                while self.peek() != ")":
                    arguments.append(self.climb(1))
                    if self.peek() != ")" and (not self.tokens or self.tokens.popleft()[1] != ","):
                        raise SyntaxError(f"{function} is not closed")
                self.tokens.popleft()
                if function == "IF":
                    test, then, other = arguments
                    return lambda sheet: then(sheet) if test(sheet) else other(sheet)
                if function not in FUNCTIONS:
                    raise NameProblem(f"no function {function}")
                return lambda sheet: FUNCTIONS[function](*(a(sheet) for a in arguments))
            case 5, text:
                return lambda sheet: text
            case 6, "-":
                inner = self.climb(4)
                return lambda sheet: -inner(sheet)
            case 6, "(":
                inner = self.climb(1)
                if not self.tokens or self.tokens.popleft()[1] != ")":
                    raise SyntaxError("missing )")
                return inner
            case _, other:
                raise SyntaxError(f"unexpected {other}")


@dataclass
class Cell:
    source: object = None
    value: object = None
    formula: Formula | None = field(default=None, repr=False)
    needs: set = field(default_factory=set)


class Sheet(Mapping):
    def __init__(self):
        self.cells, self.calculated = collections.defaultdict(Cell), 0

    def __getitem__(self, name):
        with contextlib.suppress(LookupError):
            tracing.get().add(name)
        value = self.cells[name].value if name in self.cells else None
        if isinstance(value, CellError):
            raise value
        return value

    def __iter__(self):
        return iter(self.cells)

    def __len__(self):
        return len(self.cells)

    def __setitem__(self, name, source):
        cell = self.cells[name]
        cell.source, cell.formula, cell.needs = source, None, set()
        match source:
            case str() if source.startswith("="):
                try:
                    cell.formula = Formula(source[1:])
                except CellError as error:
                    cell.value = error
                    return
                except SyntaxError as error:
                    raise ValueError(f"{name}: {error.msg}") from None
            case str() if re.fullmatch(r"-?\d+(\.\d+)?", source):
                cell.value = float(source) if "." in source else int(source)
            case _:
                cell.value = source
        self.recalculate(name)

    def compute(self, name):
        cell, found = self.cells[name], set()
        token = tracing.set(found)
        self.calculated += 1
        try:
            return cell.formula.value(self)
        except CellError as error:
            return error
        except ZeroDivisionError:
            return DivisionError(name)
        except (TypeError, ValueError, OverflowError) as error:
            return CellError(f"{type(error).__name__}: {error}")
        finally:
            tracing.reset(token)
            cell.needs = found

    def dependents(self, name):
        graph, todo = {name: set()}, [name]
        while todo:
            here = todo.pop()
            for other, cell in self.cells.items():
                if here in cell.needs:
                    if other not in graph:
                        todo.append(other)
                    graph.setdefault(other, set()).add(here)
        return graph

    def recalculate(self, name):
        if self.cells[name].formula:
            self.cells[name].value = self.compute(name)
        try:
            order = list(graphlib.TopologicalSorter(self.dependents(name)).static_order())
        except graphlib.CycleError as error:
            for member in set(error.args[1]):
                self.cells[member].value = CycleError(" ".join(sorted(set(error.args[1]))))
            return
        for other in order[1:]:
            self.cells[other].value = self.compute(other)

    def show(self, area):
        names = list(spread(area))
        width = names.index(next(n for n in names if n[-1] != names[0][-1])) if names[0][-1] != names[-1][-1] else len(names)
        for row in itertools.batched(names, width):
            print("  " + "|".join(f"{self.text(n):>9}" for n in row))

    def text(self, name):
        match self.cells[name].value if name in self.cells else None:
            case None:
                return ""
            case CellError(code=code):
                return code
            case float() as number:
                return f"{number:.2f}".rstrip("0").rstrip(".")
            case value:
                return str(value)


sheet = Sheet()
for row, line in enumerate(csv.reader(io.StringIO('pen,3,1.5\n"book, red",2,20\nlamp,1,35.25\n')), 1):
    for column, value in enumerate(line, 1):
        sheet[f"{column_name(column)}{row}"] = value
    sheet[f"D{row}"] = f"=B{row}*C{row}"
sheet["D4"] = "=SUM(D1:D3)"
sheet["A4"] = '="total of " & COUNT(D1:D3)'
sheet["B4"] = "=IF(D4>70, \"much\", -1^2+2*3)"
sheet.show("A1:D4")
sheet["B1"], before = 30, sheet.calculated
sheet.show("A4:D4")
print(sheet.calculated - before, sheet.cells["D1"], sorted(sheet.cells["D4"].needs), sheet["D4"], sheet.get("Z9"),
      len(sheet))
for name, source in {"E1": "=D4/0", "E2": "=E1+1", "E3": "=FROB(1)", "E4": '="a"*"b"', "F1": "=F2+1", "F2": "=F1",
                     "F3": "=ROUND(AVG(C1:C3), 1)", "F4": "=2^3^2-MAX(B1:B3)*(1-4)"}.items():
    sheet[name] = source
    print(name, source, sheet.text(name), repr(sheet.cells[name].value))
sheet["F2"] = 5
sheet.show("E1:F4")
for source in ("=1+", "=(1", "=SUM(1", "=1 2", "=$", "=)", "=A1:", "=IF(1,2)", "=PI()*2", '="x', "=LEN(A2)",
               "=MIN(Q1:Q2)", "=10^400*1.0"):
    try:
        sheet["G1"] = source
        print(source, sheet.text("G1"), repr(sheet.cells["G1"].value))
    except (ValueError, IndexError) as error:
        print(source, type(error).__name__, error)
sheet["H1"] = datetime.date(2024, 5, 17)
sheet["H2"] = Decimal("1.10")
sheet["H3"] = "=H1&H2"
print(sheet["H3"], [column_name(n) for n in (1, 26, 27, 702, 703)], column_number("ABC"), list(spread("Y9:AA9")),
      isinstance(sheet, Mapping), "H1" in sheet, tracing.get("nothing"))
out = io.StringIO()
writer = csv.writer(out, dialect="excel-tab", quoting=csv.QUOTE_NONNUMERIC)
writer.writerows([sheet.cells[n].value for n in row] for row in itertools.batched(spread("A1:C3"), 3))
print(out.getvalue().encode())
