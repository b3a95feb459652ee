"""An inventory with CSV in and out, validation by descriptors and annotations, and a report in HTML."""
import csv
import io
import operator
import sys
from collections import namedtuple, Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from functools import wraps, partialmethod
from html import escape
from itertools import chain, groupby, islice, takewhile, zip_longest
from typing import Annotated, Any, Callable, Final, Literal, NewType, Optional, TypedDict, Union, get_args, get_origin, get_type_hints

ItemId = NewType("ItemId", int)
LIMIT: Final = 3
Level = Literal["low", "ok"]


class Row(TypedDict, total=False):
    name: str
    price: str


class Range:
    def __init__(self, low, high):
        self.low, self.high = low, high

    def __repr__(self):
        return f"Range({self.low}, {self.high})"


def checked(function: Callable[..., Any]):
    hints = get_type_hints(function, include_extras=True)

    @wraps(function)
    def wrapper(*args, **kwargs):
        names = function.__code__.co_varnames
        for name, value in chain(zip(names, args), kwargs.items()):
            hint = hints.get(name)
            if get_origin(hint) is Annotated:
                kind, *rules = get_args(hint)
                for rule in rules:
                    if not rule.low <= value <= rule.high:
                        raise ValueError(f"{name}={value} not in {rule}")
        return function(*args, **kwargs)
    return wrapper


class Item(namedtuple("Item", "name price count added", defaults=(0, date(2024, 1, 1)))):
    __slots__ = ()

    @property
    def value(self):
        return self.price * self.count

    @classmethod
    def from_row(cls, row: Row) -> "Item":
        return cls(row["name"], Decimal(row["price"]), int(row.get("count") or 0), date.fromisoformat(row["added"]))

    def aged(self, today, days=30):
        return self._replace(price=self.price / 2) if today - self.added > timedelta(days) else self

    very_aged = partialmethod(aged, days=365)


@checked
def restock(item: Item, amount: Annotated[int, Range(1, 100)] = 1, level: Optional[Level] = None) -> Union[Item, None]:
    return item._replace(count=item.count + amount)


TEXT = '''name,price,count,added
"bolt, large",0.25,100,2024-01-10
nut,0.10,,2023-11-01
"say ""hi""",19.99,3,2022-02-28
'''
items = [Item.from_row(row) for row in csv.DictReader(io.StringIO(TEXT))]
for item in items:
    print(item, item.value)
today = date(2024, 2, 29)
print([str(i.aged(today).price) for i in items], [str(i.very_aged(today).price) for i in items])
print(restock(items[1], 5).count, restock.__name__, restock.__wrapped__.__annotations__)
for bad in (0, 101):
    try:
        restock(items[1], amount=bad)
    except ValueError as error:
        print(error)
out = io.StringIO()
writer = csv.writer(out, dialect="excel-tab", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
writer.writerow(Item._fields)
writer.writerows(items)
print(out.getvalue())
writer = csv.DictWriter(sys.stdout, ["name", "count"], extrasaction="ignore", delimiter=";", lineterminator="\n")
writer.writeheader()
writer.writerows(i._asdict() for i in items)
try:
    list(csv.reader(['a "b']), strict=True)
except TypeError as error:
    print(error)
try:
    list(csv.reader(['"a', 'b'], strict=True))
except csv.Error as error:
    print(error)
print(csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter, csv.list_dialects())
by_year = defaultdict(list)
for year, group in groupby(sorted(items, key=operator.attrgetter("added")), key=lambda i: i.added.year):
    by_year[year].extend(i.name for i in group)
print(dict(by_year), Counter(c for i in items for c in i.name if c.isalpha()).most_common(3))
table = "".join(f"<tr>{''.join(f'<td>{escape(str(v))}</td>' for v in islice(i, 2))}</tr>" for i in items)
print(f"<table>{table}</table>", list(takewhile(lambda n: n < 3, range(9))), list(zip_longest("ab", [1], fillvalue="-")))
print(ItemId(5), ItemId.__supertype__, Row.__total__, sorted(Row.__optional_keys__), get_type_hints(Row), Level)
