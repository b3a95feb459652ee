"""Reports from delimited text: dialects guessed and made, converters, pivots, joins, running totals, malformed rows."""

import collections
import csv
import datetime
import decimal
import enum
import functools
import io
import itertools
import operator
import re
import statistics
import sys
import unicodedata
from collections import ChainMap, Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from types import SimpleNamespace
from typing import NamedTuple

SALES = '''date;region;product;"net amount";units
2024-01-05;North;"Pen, blue";1.234,50;10
2024-01-20;South;"Ink ""royal""";99,90;3
2024-02-02;North;Paper;20,00;
2024-02-11;East;"Pen, blue";450,00;4

2024-03-01;South;"Two
lines";-15,25;1
31.03.2024;South;Bad;x;1
2024-03-31;West;Short
2024-03-31;West;Long;1,00;2;extra;more
'''


class Column[T](NamedTuple):
    name: str
    convert: Callable[[str], T]
    default: T | None = None


class RowError(ValueError):
    def __init__(self, line, problems):
        super().__init__(f"line {line}: " + "; ".join(problems))


def money(text):
    return Decimal(text.replace(".", "").replace(",", "."))


COLUMNS = [Column("date", datetime.date.fromisoformat), Column("region", str.upper),
           Column("product", lambda t: " ".join(t.split())), Column("net amount", money), Column("units", int, 0)]


class Reader:
    def __init__(self, file: Iterable[str], columns, **options):
        self.rows = csv.DictReader(file, restkey="rest", restval=None, **options)
        self.columns, self.errors = columns, []

    def __iter__(self):
        for row in self.rows:
            problems, values = [], {}
            if extra := row.pop("rest", None):
                problems.append(f"{len(extra)} fields too many")
            for name, convert, default in self.columns:
                match row[name]:
                    case None:
                        problems.append(f"{name} is missing")
                    case "":
                        values[self.plain(name)] = default
                    case text:
                        try:
                            values[self.plain(name)] = convert(text)
                        except (ValueError, decimal.InvalidOperation) as error:
                            problems.append(f"{name}: {type(error).__name__}")
            if problems:
                self.errors.append(RowError(self.rows.line_num, problems))
            else:
                yield SimpleNamespace(**values)

    @staticmethod
    @functools.cache
    def plain(name):
        return re.sub(r"\W+", "_", name)


class Pivot:
    """Sums by two keys, with totals; printed by __format__ as text, markdown or CSV."""

    def __init__(self, rows, down, across, value):
        self.cells = defaultdict(Decimal)
        for row in rows:
            self.cells[down(row), across(row)] += value(row)
        self.down, self.across = (sorted({k[n] for k in self.cells}) for n in (0, 1))

    def __iter__(self):
        yield ["", *self.across, "sum"]
        for d in self.down:
            yield [d, *(self.cells.get((d, a), "") for a in self.across),
                   sum(v for (x, _), v in self.cells.items() if x == d)]
        yield ["sum", *(sum(v for (_, x), v in self.cells.items() if x == a) for a in self.across),
               sum(self.cells.values())]

    def __format__(self, spec):
        rows = [[f"{c:,.2f}" if isinstance(c, Decimal) else str(c) for c in row] for row in self]
        match spec:
            case "csv":
                out = io.StringIO()
                csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_STRINGS).writerows(self)
                return out.getvalue()
            case "md":
                return "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])
            case "" | "text":
                widths = [max(map(len, column)) for column in zip(*rows)]
                return "\n".join("  ".join(c.rjust(w) for c, w in zip(row, widths)).rstrip() for row in rows)
        raise ValueError(f"unknown format {spec!r}")


class Tabs(csv.excel_tab):
    quoting = csv.QUOTE_NONE
    escapechar = "\\"
    lineterminator = "\n"


def attempt(*actions):
    for action in actions:
        try:
            print("  ", repr(action()))
        except Exception as error:
            print("  ", type(error).__name__, error)


reader = Reader(io.StringIO(SALES, newline=""), COLUMNS, delimiter=";")
sales = list(reader)
print(*sales, *reader.errors, reader.rows.fieldnames, reader.rows.line_num, sep="\n")
pivot = Pivot(sales, operator.attrgetter("region"), lambda r: f"{r.date:%b}", operator.attrgetter("net_amount"))
print(f"{pivot}", f"{pivot:md}", f"{pivot:csv}", sep="\n")
running = itertools.accumulate((s.net_amount for s in sales), initial=Decimal())
print(*running, statistics.mean(s.units for s in sales), Counter(s.product for s in sales).most_common(1),
      max(sales, key=lambda s: s.net_amount).region)
prices = {row["name"]: row for row in csv.DictReader(["name,price", "Pen,1", "Ink,2"])}
stock = csv.DictReader(["name|count", "Ink|5", "Cap|1"], dialect=csv.excel, delimiter="|")
print([dict(ChainMap(prices.get(row["name"], {}), row)) for row in stock],
      type(next(csv.DictReader(["a", "1"]))).__name__)
out = io.StringIO()
writer = csv.DictWriter(out, ["name", "price", "note"], restval="-", extrasaction="ignore", quoting=csv.QUOTE_NOTNULL,
                        lineterminator="|")
print(writer.writeheader(), writer.writerow({"name": "é", "price": 1.5, "x": 3}),
      writer.writerows([{"name": None, "note": 'q"'}]), out.getvalue())
csv.register_dialect("tabs", Tabs)
csv.register_dialect("pipes", delimiter="|", quotechar="'", doublequote=False, escapechar="^", skipinitialspace=True)
rows = [["a b", 'quo"te', "tab\there", "back\\slash", "it's", "p|pe", "new\nline", "", None, 1.0, True, " sp"]]
for dialect in ("excel", "tabs", "pipes", "unix", "excel-tab"):
    out = io.StringIO()
    try:
        csv.writer(out, dialect).writerows(rows)
        back = next(csv.reader(io.StringIO(out.getvalue(), newline=""), dialect))
        print(dialect, repr(out.getvalue()), back == [("" if c is None else str(c)) for c in rows[0]], sep="\n  ")
    except csv.Error as error:
        print(dialect, error)
for name, mode in sorted((n, getattr(csv, n)) for n in dir(csv) if n.startswith("QUOTE_")):
    out = io.StringIO()
    try:
        csv.writer(out, quoting=mode, escapechar="\\", lineterminator="").writerow(["x", 1, 2.5, None, "", "a,b", True])
        print(name, out.getvalue(), next(csv.reader(['"1",2,"x",,""'], quoting=mode)))
    except (csv.Error, ValueError) as error:
        print(name, out.getvalue(), type(error).__name__, error)
sniffer = csv.Sniffer()
for sample in ("a;b;c\n1;2;3\n4;5;6\n", "name\tage\nann\t3\nbob\t4\n", "'a b', 'c,d'\n'e', 'f'\n", "x|y\n1|2\n",
               "one\ntwo\n"):
    try:
        guess = sniffer.sniff(sample)
        print(repr(guess.delimiter), repr(guess.quotechar), guess.skipinitialspace, guess.doublequote,
              sniffer.has_header(sample))
    except csv.Error as error:
        print(repr(sample), error)
attempt(lambda: list(csv.reader(['a"b,"c"d'], strict=True)), lambda: list(csv.reader(['"open'], strict=True)),
        lambda: list(csv.reader(['"open'])), lambda: list(csv.reader(['a,"b"c,d"e'])),
        lambda: list(csv.reader(["a\rb"])), lambda: list(csv.reader([b"a"])), lambda: csv.reader(3),
        lambda: csv.reader([], delimiter="ab"), lambda: csv.reader([], delimiter=""),
        lambda: csv.reader([], quotechar=None, quoting=csv.QUOTE_ALL), lambda: csv.reader([], quoting=99),
        lambda: csv.reader([], escapechar="\n"), lambda: csv.reader([], dialect="nope"), lambda: csv.reader([], spam=1),
        lambda: csv.writer(3), lambda: csv.writer(io.StringIO()).writerow(3),
        lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(["a,b"]),
        lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow([""]),
        lambda: csv.writer(io.StringIO()).writerow([]), lambda: csv.DictWriter(io.StringIO(), ["a"]).writerow({"b": 1}),
        lambda: csv.DictWriter(io.StringIO(), ["a"], extrasaction="x"), lambda: csv.get_dialect("none"),
        lambda: csv.unregister_dialect("tabs"), lambda: csv.unregister_dialect("tabs"), lambda: csv.list_dialects(),
        lambda: csv.get_dialect("pipes").quotechar, lambda: csv.field_size_limit(5),
        lambda: list(csv.reader(["abcdefgh"])), lambda: csv.field_size_limit("x"), lambda: csv.field_size_limit(131072),
        lambda: next(csv.DictReader([])), lambda: csv.DictReader([]).fieldnames,
        lambda: next(csv.DictReader(["", "1,2"], fieldnames=["a"])), lambda: list(csv.reader(["1,2", "x"],
        quoting=csv.QUOTE_NONNUMERIC)), lambda: f"{pivot:xml}", lambda: type("D", (csv.Dialect,), {})(),
        lambda: csv.Dialect(), lambda: csv.register_dialect(3), lambda: setattr(csv.get_dialect("excel"), "delimiter",
        ";"), lambda: next(csv.reader(["a\0b"])), lambda: csv.reader(iter(["x"])).line_num,
        lambda: OrderedDict(csv.reader(["a,b"])), lambda: sys.intern(next(csv.reader(["é"]))[0]),
        lambda: unicodedata.name(next(csv.reader(["ü"]))[0]), lambda: list(itertools.batched("abc", 2, strict=True)),
        lambda: enum.Enum("E", "A").A)
