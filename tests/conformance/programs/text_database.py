"""A table store in plain files: rows with indexes, transactions that roll back, a query language of generators."""

import contextlib
import copy
import csv
import io
import json
import operator
import os
import pathlib
import pickle
import shelve
import tempfile
from collections import UserDict, namedtuple
from functools import cached_property, total_ordering
from itertools import groupby, islice


class Row(UserDict):
    def __getattr__(self, name):
        try:
            return self.__dict__["data"][name]
        except KeyError:
            raise AttributeError(name) from None


@total_ordering
class Version(namedtuple("Version", "major minor")):
    def __lt__(self, other):
        return (self.major, self.minor) < (other.major, other.minor)


class Table:
    def __init__(self, name, *columns):
        self.name, self.columns, self.rows = name, columns, {}

    def insert(self, **values):
        if unknown := values.keys() - set(self.columns):
            raise KeyError(f"no column {', '.join(sorted(unknown))} in {self.name}")
        number = max(self.rows, default=0) + 1
        self.rows[number] = Row(dict.fromkeys(self.columns) | values)
        return number

    @contextlib.contextmanager
    def transaction(self):
        kept = copy.deepcopy(self.rows)
        try:
            yield self
        except Exception as error:
            error.add_note(f"table {self.name} is as before")
            self.rows = kept
            raise

    def where(self, **conditions):
        for number, row in self.rows.items():
            if all(getattr(operator, name)(row[column], value) for column, (name, value) in conditions.items()):
                yield number, row

    @cached_property
    def header(self):
        return ",".join(self.columns)


table = Table("parts", "name", "count", "version")
for text in ("bolt,12,1.0", "nut,9,1.2", "washer,100,0.9", "gear,1,2.0"):
    name, count, version = text.split(",")
    table.insert(name=name, count=int(count), version=Version(*map(int, version.split("."))))
print([row.name for _, row in table.where(count=("gt", 5), version=("ge", Version(1, 0)))])
try:
    with table.transaction():
        table.insert(name="spring", count=3)
        table.insert(colour="red")
except KeyError as error:
    print(error, error.__notes__, len(table.rows))
out = io.StringIO(newline="")
writer = csv.DictWriter(out, table.columns, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
writer.writeheader()
writer.writerows(row.data for row in table.rows.values())
print(out.getvalue(), end="")
print(list(islice(csv.reader(io.StringIO('a;"b;c";"d""e"\n'), delimiter=";"), 2)), csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter)
restored = pickle.loads(pickle.dumps(table, protocol=5))
print(restored.rows == table.rows, restored.rows[1].version < Version(1, 1), restored.header, sorted(vars(restored)))
for key, rows in groupby(sorted(table.rows.values(), key=lambda row: row.count > 10), key=lambda row: row.count > 10):
    print(key, [row.name for row in rows])
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder, "data.json")
    path.write_text(json.dumps({number: row.data for number, row in table.rows.items()}, indent=2, sort_keys=True))
    again = json.loads(path.read_text(), object_hook=lambda pairs: Row(pairs) if "name" in pairs else pairs)
    print(again["2"].name, path.stat().st_size, path.suffix, path.relative_to(folder), sorted(os.listdir(folder)))
    with shelve.open(os.path.join(folder, "shelf")) as shelf:
        shelf["parts"] = table.rows
        shelf["n"] = [1, 2]
        print(sorted(shelf), shelf["parts"][3].name)
try:
    json.loads('{"a": [1, 2,, 3]}')
except json.JSONDecodeError as error:
    print(error, error.pos)
try:
    restored.rows[1].colour
except AttributeError as error:
    print(repr(error), error.__suppress_context__)
