"""A toy database engine: a tokenizer and parser for SELECT and friends, joins, grouping, ordering, transactions, errors."""

import collections
import contextlib
import copy
import csv
import fnmatch
import functools
import io
import itertools
import operator
import re
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>'(?:[^']|'')*')|(?P<word>[A-Za-z_][\w.]*)|(?P<sign><=|>=|<>|[-+*/=<>(),;%]))")
KEYWORDS = frozenset("SELECT FROM WHERE GROUP BY HAVING ORDER ASC DESC LIMIT INSERT INTO VALUES CREATE TABLE UPDATE SET DELETE JOIN LEFT ON AND OR NOT NULL IS LIKE IN AS DISTINCT BEGIN COMMIT ROLLBACK BETWEEN CASE WHEN THEN ELSE END".split())


class SqlError(Exception):
    @property
    def kind(self):
        return type(self).__name__.removesuffix("Error").lower()


class ParseError(SqlError):
    pass


class NameError_(SqlError):
    pass


class ConstraintError(SqlError):
    pass


def tokens(text):
    position = 0
    text = text.rstrip()
    while position < len(text):
        if not (match := TOKEN.match(text, position)):
            raise ParseError(f"cannot read {text[position:position + 8]!r} at {position}")
        position = match.end()
        match match.lastgroup, match[match.lastgroup]:
            case "number", number:
                yield "value", float(number) if "." in number else int(number)
            case "text", quoted:
                yield "value", quoted[1:-1].replace("''", "'")
            case "word", word if word.upper() in KEYWORDS:
                yield "key", word.upper()
            case kind, word:
                yield kind, word


AGGREGATES = {"count": len, "sum": sum, "avg": statistics.fmean, "min": min, "max": max,
              "list": lambda v: ",".join(map(str, v))}
FUNCTIONS = {"upper": str.upper, "length": len, "abs": abs, "coalesce": lambda *a: next((x for x in a if x is not None),
        None)}


def null(function):
    @functools.wraps(function)
    def wrapper(*arguments):
        return None if None in arguments else function(*arguments)

    return wrapper


OPERATORS = {"=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le,
             ">=": operator.ge, "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
             "%": operator.mod}
LEVELS = [{"=", "<>", "<", ">", "<=", ">="}, {"+", "-"}, {"*", "/", "%"}]


@dataclass
class Expression:
    text: str
    value: Callable[[dict], Any]
    aggregate: bool = False


class Parser:
    def __init__(self, text):
        self.items = [*tokens(text), ("end", "")]
        self.at = 0

    @property
    def now(self):
        return self.items[self.at]

    def take(self, *wanted):
        if self.now[1] in wanted and self.now[0] != "value":
            self.at += 1
            return self.items[self.at - 1][1]

    def need(self, *wanted):
        if (found := self.take(*wanted)) is None:
            raise ParseError(f"expected {' or '.join(wanted)}, found {self.now[1] or 'end'}")
        return found

    def name(self):
        kind, text = self.now
        if kind != "word":
            raise ParseError(f"expected a name, found {text or kind}")
        self.at += 1
        return text

    def several(self, what):
        found = [what()]
        while self.take(","):
            found.append(what())
        return found

    def expression(self):
        left = self.conjunction()
        while self.take("OR"):
            left = self.combine(left, "OR", self.conjunction(), lambda a, b: bool(a or b))
        return left

    def conjunction(self):
        left = self.negation()
        while self.take("AND"):
            left = self.combine(left, "AND", self.negation(), lambda a, b: bool(a and b))
        return left

    def negation(self):
        if self.take("NOT"):
            inner = self.negation()
            return Expression(f"NOT {inner.text}", lambda row: not inner.value(row), inner.aggregate)
        left = self.level(0)
        if self.take("IS"):
            negative = bool(self.take("NOT"))
            self.need("NULL")
            return Expression(f"{left.text} IS {'NOT ' * negative}NULL",
                              lambda row: (left.value(row) is None) != negative)
        if self.take("LIKE"):
            pattern = self.level(0)
            return Expression(f"{left.text} LIKE {pattern.text}", lambda row: fnmatch.fnmatchcase(left.value(row) or "",
                    pattern.value(row).replace("%", "*").replace("_", "?")))
        if self.take("IN"):
            self.need("(")
            items = self.several(self.expression)
            self.need(")")
            return Expression(f"{left.text} IN (…)", lambda row: left.value(row) in [i.value(row) for i in items])
        if self.take("BETWEEN"):
            low = self.level(0)
            self.need("AND")
            high = self.level(0)
            return Expression("between", lambda row: low.value(row) <= left.value(row) <= high.value(row))
        return left

    def level(self, depth):
        if depth == len(LEVELS):
            return self.atom()
        left = self.level(depth + 1)
        while self.now[0] == "sign" and (sign := self.take(*LEVELS[depth])):
            left = self.combine(left, sign, self.level(depth + 1), null(OPERATORS[sign]))
        return left

    def combine(self, a, sign, b, function):
        return Expression(f"{a.text} {sign} {b.text}", lambda row: function(a.value(row), b.value(row)),
                          a.aggregate or b.aggregate)

    def atom(self):
        kind, text = self.now
        if kind == "value":
            self.at += 1
            return Expression(repr(text), lambda row: text)
        if self.take("NULL"):
            return Expression("NULL", lambda row: None)
        if self.take("-"):
            inner = self.atom()
            return Expression(f"-{inner.text}", lambda row: -inner.value(row))
        if self.take("("):
            inner = self.expression()
            self.need(")")
            return inner
        name = self.name()
        if not self.take("("):
            return Expression(name, lambda row: lookup(row, name))
        if name in AGGREGATES:
            inner = Expression("*", lambda row: 1) if self.take("*") else self.expression()
            self.need(")")
            return Expression(f"{name}({inner.text})", lambda row: aggregate(AGGREGATES[name],
                    [inner.value(r) for r in row["*"]]), True)
        arguments = self.several(self.expression)
        self.need(")")
        if name not in FUNCTIONS:
            raise NameError_(f"no function {name}")
        return Expression(f"{name}({', '.join(a.text for a in arguments)})",
                          lambda row: FUNCTIONS[name](*(a.value(row) for a in arguments)),
                          any(a.aggregate for a in arguments))


def aggregate(function, values):
    values = [v for v in values if v is not None]
    return function(values) if values or function is len else None


def lookup(row, name):
    if name in row:
        return row[name]
    found = [key for key in row if key.endswith("." + name)]
    if len(found) != 1:
        raise NameError_(f"{'ambiguous' if found else 'unknown'} column {name}")
    return row[found[0]]


@dataclass
class Table:
    columns: list
    rows: list = field(default_factory=list)


class Database:
    def __init__(self):
        self.tables, self.saved = {}, None

    def execute(self, text):
        parser = Parser(text)
        result = getattr(self, "do_" + parser.need("SELECT", "INSERT", "CREATE", "UPDATE", "DELETE", "BEGIN", "COMMIT",
                "ROLLBACK").lower())(parser)
        if parser.now[0] != "end" and not parser.take(";"):
            raise ParseError(f"unexpected {parser.now[1]}")
        return result

    def table(self, name):
        try:
            return self.tables[name]
        except KeyError:
            raise NameError_(f"no table {name}") from None

    def do_create(self, p):
        p.need("TABLE")
        name = p.name()
        p.need("(")
        self.tables[name] = Table(p.several(p.name))
        p.need(")")

    def do_insert(self, p):
        p.need("INTO")
        table = self.table(p.name())
        p.need("VALUES")

        def row():
            p.need("(")
            values = [e.value({}) for e in p.several(p.expression)]
            p.need(")")
            if len(values) != len(table.columns):
                raise ConstraintError(f"{len(values)} values for {len(table.columns)} columns")
            return dict(zip(table.columns, values))

        table.rows += (rows := p.several(row))
        return len(rows)

    def source(self, p):
        name = p.name()
        alias = p.name() if p.take("AS") or p.now[0] == "word" else name
        return [{f"{alias}.{k}": v for k,
                 v in row.items()} for row in self.table(name).rows], [f"{alias}.{c}" for c in self.table(name).columns]

    def do_select(self, p):
        distinct = p.take("DISTINCT")

        def column():
            if p.take("*"):
                return None
            e = p.expression()
            return (p.name(), e) if p.take("AS") else (e.text, e)

        wanted = p.several(column)
        rows, names = [{}], []
        if p.take("FROM"):
            rows, names = self.source(p)
            while (how := p.take("JOIN", "LEFT")) is not None:
                how == "LEFT" and p.need("JOIN")
                others, more = self.source(p)
                p.need("ON")
                test = p.expression()
                joined = []
                for row in rows:
                    fits = [row | other for other in others if test.value(row | other)]
                    joined += fits or ([row | dict.fromkeys(more)] if how == "LEFT" else [])
                rows, names = joined, names + more
        if p.take("WHERE"):
            test = p.expression()
            rows = [row for row in rows if test.value(row)]
        wanted = [w for item in wanted for w in ([(n.partition(".")[2],
                Expression(n, operator.itemgetter(n))) for n in names] if item is None else [item])]
        if p.take("GROUP") or any(e.aggregate for _, e in wanted):
            keys = p.need("BY") and p.several(p.expression) if p.items[p.at - 1][1] == "GROUP" else []
            groups = collections.defaultdict(list)
            for row in rows:
                groups[tuple(k.value(row) for k in keys)].append(row)
            rows = [(g[0] if g else {}) | {"*": g} for g in (groups.values() if keys else [rows])]
            if p.take("HAVING"):
                test = p.expression()
                rows = [row for row in rows if test.value(row)]
        if p.take("ORDER"):
            p.need("BY")
            orders = p.several(lambda: (p.expression(), p.take("ASC", "DESC")))
            for e, direction in reversed(orders):
                aliases = dict(wanted)
                key = aliases.get(e.text, e)
                rows.sort(key=lambda row: ((v := key.value(row)) is not None, v), reverse=direction == "DESC")
        result = [tuple(e.value(row) for _, e in wanted) for row in rows]
        result = list(dict.fromkeys(result)) if distinct else result
        if p.take("LIMIT"):
            result = result[: p.atom().value({})]
        return [name for name, _ in wanted], result

    def do_update(self, p):
        table = self.table(p.name())
        p.need("SET")
        changes = p.several(lambda: (p.name(), p.need("="), p.level(1)))
        test = p.expression() if p.take("WHERE") else None
        hit = [row for row in table.rows if test is None or test.value(row)]
        for row in hit:
            row.update({name: e.value(row) for name, _, e in changes})
        return len(hit)

    def do_delete(self, p):
        p.need("FROM")
        table = self.table(p.name())
        test = p.expression() if p.take("WHERE") else None
        before = len(table.rows)
        table.rows[:] = [row for row in table.rows if test and not test.value(row)]
        return before - len(table.rows)

    def do_begin(self, p):
        self.saved = copy.deepcopy(self.tables)

    def do_commit(self, p):
        self.saved = None

    def do_rollback(self, p):
        if self.saved is None:
            raise ConstraintError("no transaction")
        self.tables, self.saved = self.saved, None


def show(columns, rows):
    cells = [list(columns), *(["∅" if c is None else f"{c:.2f}" if isinstance(c,
            float) else str(c) for c in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells)]
    for number, row in enumerate(cells):
        print("  " + "  ".join(c.ljust(w) for c, w in zip(row, widths)).rstrip())
        if not number:
            print("  " + "  ".join("-" * w for w in widths))


database = Database()
for statement in """CREATE TABLE person (id, name, town, age)
INSERT INTO person VALUES (1, 'Ann', 'Bern', 31), (2, 'Bob', 'Basel', NULL), (3, 'O''Neil', 'Bern', 17 + 2), (4, 'Zoe', NULL, 52)
CREATE TABLE item (owner, thing, price)
INSERT INTO item VALUES (1, 'pen', 1.5), (1, 'book', 20), (3, 'lamp', 35.25), (9, 'ghost', -1)
SELECT * FROM person WHERE age > 18 AND NOT name LIKE 'A%'
SELECT name, thing, price * 2 AS double FROM person p LEFT JOIN item i ON p.id = i.owner ORDER BY double DESC, name
SELECT town, count(*), avg(age) AS mean, list(name) FROM person GROUP BY town HAVING count(*) >= 1 ORDER BY town
SELECT count(*), sum(price), max(thing) FROM item WHERE price BETWEEN 0 AND 30
SELECT DISTINCT town IS NULL AS lost, coalesce(age, -1) % 10 FROM person WHERE id IN (1, 2, 1 + 3) LIMIT 2
BEGIN
UPDATE person SET age = age + 1, town = upper('x') WHERE town = 'Bern'
DELETE FROM item WHERE owner <> 1
SELECT name, age, town, thing FROM person JOIN item ON id = owner
ROLLBACK
SELECT count(*) FROM item
SELECT 1 + 2 * 3 - (4 - 5), length('four'), NULL + 1
ROLLBACK
SELECT nope FROM person
SELECT name FROM nowhere
SELECT id FROM person p JOIN person q ON p.id = q.id
SELECT name FROM person WHERE
INSERT INTO person VALUES (1, 2)
SELECT 'open
SELECT frob(1)
DROP TABLE person
SELECT 1 2
SELECT name FROM person LIMIT 'x'
SELECT 'a' + 1
SELECT 1 / 0
SELECT max(age FROM person""".splitlines():
    print(statement)
    try:
        match database.execute(statement):
            case [*columns], rows:
                show(columns, rows)
            case int(count):
                print("  ", count, "rows")
    except SqlError as error:
        print("  !", error.kind, error)
    except (TypeError, ArithmeticError) as error:
        print("  ?", type(error).__name__, error)
