"""A double-entry ledger: decimal money, frozen entries, rollback by exception, notes on errors, statements of account."""

import collections
import contextlib
import csv
import datetime
import decimal
import enum
import io
import itertools
from dataclasses import dataclass, field
from decimal import Decimal, ROUND_HALF_EVEN, ROUND_UP
from typing import Iterator, NamedTuple, Self

CENT = Decimal("0.01")


class Side(enum.IntEnum):
    DEBIT = 1
    CREDIT = -1

    def __format__(self, spec):
        return format(self.name[:2].title(), spec)


class Entry(NamedTuple):
    account: str
    side: Side
    amount: Decimal

    @property
    def signed(self):
        return self.amount * self.side


class LedgerError(Exception):
    pass


class Unbalanced(LedgerError):
    def __init__(self, difference):
        super().__init__(f"books are off by {difference}")
        self.difference = difference


class Overdrawn(LedgerError):
    pass


@dataclass(order=True, frozen=True)
class Posting:
    day: datetime.date
    number: int
    text: str = field(compare=False)
    entries: tuple[Entry, ...] = field(compare=False, repr=False)

    def __post_init__(self):
        if total := sum(entry.signed for entry in self.entries):
            raise Unbalanced(total)


class Ledger:
    def __init__(self):
        self.postings: list[Posting] = []
        self.limits = {}
        self._numbers = itertools.count(1)

    def balance(self, account) -> Decimal:
        return sum((e.signed for p in self.postings for e in p.entries if e.account == account), Decimal(0))

    def post(self, day, text, *entries) -> Self:
        posting = Posting(day, next(self._numbers), text, entries)
        self.postings.append(posting)
        for entry in entries:
            low = self.limits.get(entry.account)
            if low is not None and (now := self.balance(entry.account)) < low:
                raise Overdrawn(entry.account, now)
        return self

    @contextlib.contextmanager
    def batch(self, name) -> Iterator[Self]:
        kept = len(self.postings)
        try:
            yield self
        except LedgerError as error:
            dropped = len(self.postings) - kept
            del self.postings[kept:]
            error.add_note(f"in batch {name!r}")
            error.add_note(f"{dropped} postings rolled back")
            raise RuntimeError(f"batch {name} failed") from error

    def statement(self, account):
        running = Decimal()
        for posting in sorted(self.postings):
            for entry in posting.entries:
                if entry.account == account:
                    running += entry.signed
                    yield f"{posting.day:%d.%m.} {posting.text:<14}{entry.side:>3}{entry.amount:>12,.2f}{running:>+12,.2f}"


def pay(amount, debit, credit):
    amount = Decimal(amount).quantize(CENT, ROUND_HALF_EVEN)
    return Entry(debit, Side.DEBIT, amount), Entry(credit, Side.CREDIT, amount)


ledger = Ledger()
ledger.limits["cash"] = Decimal(0)
day = datetime.date(2024, 2, 28)
with ledger.batch("opening"):
    ledger.post(day, "capital", *pay("1500", "cash", "equity")).post(day, "loan", *pay("2500.005", "cash", "bank"))
try:
    with ledger.batch("shopping"):
        ledger.post(day + datetime.timedelta(1), "desk", *pay("399.995", "office", "cash"))
        ledger.post(day + datetime.timedelta(2), "car", *pay("3999", "vehicles", "cash"))
except RuntimeError as error:
    print(error, "|", repr(error.__cause__), error.__cause__.__notes__)
try:
    ledger.post(day, "slip", *pay(3, "a", "b"), Entry("c", Side.CREDIT, Decimal("0.10")))
except Unbalanced as error:
    print(error, error.difference, error.args)
table = csv.reader(io.StringIO("2024-03-01;rent;300,50;rent;cash\n2024-02-29;chair;89,9;office;cash\n"), delimiter=";")
for date, text, amount, debit, credit in table:
    ledger.post(datetime.date.fromisoformat(date), text, *pay(amount.replace(",", "."), debit, credit))
print(*ledger.statement("cash"), sep="\n")
totals = collections.defaultdict(Decimal)
for entry in itertools.chain.from_iterable(p.entries for p in ledger.postings):
    totals[entry.account] += entry.signed
for account, total in sorted(totals.items(), key=lambda item: (-abs(item[1]), item[0])):
    print(f"{account:.<12}{total:.>12}", total.as_tuple().exponent, total.is_signed())
print(sum(totals.values()), ledger.postings[0], ledger.postings[0].entries[1])
print(min(ledger.postings) < max(ledger.postings), Posting(day, 1, "x", ()) == Posting(day, 1, "y", ()))
with decimal.localcontext(prec=5, rounding=ROUND_UP) as context:
    rate = Decimal(1) / Decimal(3)
    print(rate, +Decimal("123456.7"), bool(context.flags[decimal.Inexact]), rate.sqrt(), context.prec)
    context.traps[decimal.Inexact] = True
    try:
        Decimal(2) / 7
    except decimal.Inexact as error:
        print(type(error).__mro__[1].__name__, decimal.getcontext() is context)
for bad in ("day", "text"):
    try:
        setattr(ledger.postings[0], bad, None)
    except AttributeError as error:
        print(type(error).__name__, error)
print([str(Decimal(x).normalize()) for x in ("100", "1.500", "0.00", "1E+3")], f"{Decimal('1234.5'):_^15.3f}")
print(divmod(Decimal("-7.5"), 2), Decimal("7.5").compare(8), Decimal("0.1") + 1 == Decimal("1.1"),
      Decimal("NaN").is_nan())
interest = [Decimal(1000) * (1 + Decimal("0.035")) ** year for year in range(4)]
print(*(value.quantize(CENT) for value in interest), round(interest[3]), round(interest[3], 1), int(interest[2]))
