"""A market: orders matched by price and time, events published to observers, positions, fees, a replayable journal."""

import bisect
import collections
import dataclasses
import decimal
import enum
import functools
import heapq
import io
import itertools
import json
import operator
import uuid
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, ROUND_DOWN
from types import MappingProxyType
from typing import ClassVar, Literal, assert_never


class Side(enum.Enum):
    BUY = "buy"
    SELL = "sell"

    @property
    def other(self):
        return Side.SELL if self is Side.BUY else Side.BUY

    def better(self, a, b):
        return a > b if self is Side.BUY else a < b


class Rejected(Exception):
    def __init__(self, order, reason):
        super().__init__(reason)
        self.order = order

    def __str__(self):
        return f"order {self.order.number}: {self.args[0]}"


@dataclass(slots=True)
class Order:
    owner: str
    side: Side
    quantity: int
    price: Decimal | None = None
    kind: Literal["limit", "market", "all-or-none"] = "limit"
    number: int = field(default_factory=itertools.count(1).__next__, compare=False)
    open: int = field(init=False, repr=False)

    def __post_init__(self):
        self.open = self.quantity
        if self.quantity <= 0:
            raise Rejected(self, f"quantity {self.quantity}")
        if (self.price is None) != (self.kind == "market"):
            raise Rejected(self, f"{self.kind} order {'without' if self.price is None else 'with'} a price")

    @property
    def key(self):
        return (-self.price if self.side is Side.BUY else self.price, self.number)


class Event(ABC):
    kinds: ClassVar[dict] = {}

    def __init_subclass__(cls):
        Event.kinds[cls.__name__] = cls

    def dump(self):
        return {"event": type(self).__name__} | {f.name: str(v) if isinstance(v := getattr(self, f.name),
                Decimal) else v for f in dataclasses.fields(self)}


@dataclass(frozen=True)
class Trade(Event):
    buyer: str
    seller: str
    quantity: int
    price: Decimal


@dataclass(frozen=True)
class Cancelled(Event):
    number: int
    open: int


class Book:
    def __init__(self, symbol):
        self.symbol, self.sides, self.observers, self.journal = symbol, {side: [] for side in Side}, weakref.WeakSet(), io.StringIO()

    def publish(self, event):
        print(json.dumps(event.dump()), file=self.journal)
        for observer in sorted(self.observers, key=lambda o: o.name):
            observer.notify(event)

    def submit(self, order):
        match order.kind:
            case "limit" | "market":
                self.cross(order)
            case "all-or-none":
                if self.available(order) < order.open:
                    raise Rejected(order, f"only {self.available(order)} of {order.open} available")
                self.cross(order)
            case other:
                assert_never(other)
        if order.open and order.kind == "limit":
            bisect.insort(self.sides[order.side], order, key=operator.attrgetter("key"))
        elif order.open:
            self.publish(Cancelled(order.number, order.open))
        return order

    def available(self, order):
        return sum(o.open for o in itertools.takewhile(functools.partial(self.fits, order),
                self.sides[order.side.other]))

    def fits(self, order, resting):
        return order.price is None or not order.side.better(resting.price, order.price)

    def cross(self, order):
        queue = self.sides[order.side.other]
        while order.open and queue and self.fits(order, queue[0]):
            resting = queue[0]
            quantity = min(order.open, resting.open)
            order.open -= quantity
            resting.open -= quantity
            if not resting.open:
                del queue[0]
            buyer, seller = (order, resting) if order.side is Side.BUY else (resting, order)
            self.publish(Trade(buyer.owner, seller.owner, quantity, resting.price))

    def cancel(self, number):
        for queue in self.sides.values():
            for place, order in enumerate(queue):
                if order.number == number:
                    del queue[place]
                    self.publish(Cancelled(number, order.open))
                    return order
        raise LookupError(f"no open order {number}")

    def depth(self, side):
        return {str(price): sum(o.open for o in group) for price, group in itertools.groupby(self.sides[side],
                operator.attrgetter("price"))}

    def __str__(self):
        rows = [f"{p:>8} {q:>5} sell" for p,
                q in reversed(self.depth(Side.SELL).items())] + [f"{p:>8} {q:>5} buy" for p,
                q in self.depth(Side.BUY).items()]
        return "\n".join([f"-- {self.symbol} --", *rows])


class Account:
    FEE = Decimal("0.0015")

    def __init__(self, name, book):
        self.name, self._cash, self._positions = name, Decimal(0), collections.Counter()
        self.positions = MappingProxyType(self._positions)
        self.book = weakref.proxy(book)
        book.observers.add(self)

    @functools.singledispatchmethod
    def notify(self, event):
        raise NotImplementedError(type(event))

    @notify.register
    def _(self, event: Trade):
        value = event.quantity * event.price
        fee = (value * self.FEE).quantize(Decimal("0.01"), ROUND_DOWN)
        if self.name == event.buyer:
            self._cash -= value + fee
            self._positions[self.book.symbol] += event.quantity
        if self.name == event.seller:
            self._cash += value - fee
            self._positions[self.book.symbol] -= event.quantity

    @notify.register
    def _(self, event: Cancelled):
        pass

    cash = property(operator.attrgetter("_cash"), doc="What is left.")


book = Book("TEST")
accounts = {name: Account(name, book) for name in ("ann", "bob", "cyd")}
orders = [("ann", "sell", 10, "10.50"), ("bob", "sell", 5, "10.25"), ("cyd", "sell", 7, "10.50"),
          ("ann", "buy", 8, "9.75"), ("bob", "buy", 3, "10"), ("cyd", "buy", 12, "10.50")]
for owner, side, quantity, price in orders:
    book.submit(Order(owner, Side(side), quantity, Decimal(price)))
print(book, book.journal.getvalue(), sep="\n", end="")
book.submit(Order("bob", Side.SELL, 20, None, "market"))
book.submit(Order("cyd", Side.BUY, 2, Decimal(11), "all-or-none"))
print(book)
for attempt in (lambda: book.submit(Order("ann", Side.BUY, 99, Decimal(50), "all-or-none")),
                lambda: Order("ann", Side.BUY, 0, Decimal(1)), lambda: Order("ann", Side.BUY, 1),
                lambda: Order("ann", Side.SELL, 1, Decimal(1), "market"),
                lambda: book.submit(Order("x", Side.BUY, 1, Decimal(1), "odd")), lambda: book.cancel(99),
                lambda: book.cancel(1), lambda: accounts["ann"].notify(3), lambda: setattr(accounts["ann"], "cash", 1),
                lambda: accounts["ann"].positions.update(TEST=5), lambda: Side("hold"), lambda: Event(),
                lambda: setattr(Trade("a", "b", 1, Decimal(1)), "price", 2)):
    try:
        print(attempt())
    except (Exception) as error:
        print(type(error).__name__, error)
for account in accounts.values():
    print(f"{account.name} {account.cash:>10} {dict(account.positions)}")
print(sum(a.cash for a in accounts.values()), Account.cash.__doc__)
replayed = Book("TEST")
others = [Account(name, replayed) for name in sorted(accounts)]
for line in book.journal.getvalue().splitlines():
    data = json.loads(line, parse_int=int)
    cls = Event.kinds[data.pop("event")]
    if "price" in data:
        data["price"] = Decimal(data["price"])
    replayed.publish(cls(**data))
print([a.cash for a in others] == [accounts[a.name].cash for a in others],
      replayed.journal.getvalue() == book.journal.getvalue(), len(replayed.observers))
del others[0]
print(sorted(o.name for o in replayed.observers), uuid.uuid5(uuid.NAMESPACE_URL, book.journal.getvalue()),
      heapq.nlargest(2, accounts.values(), key=lambda a: a.cash)[0].name)
proxy = others[0].book
del replayed
others.clear()
try:
    print(proxy.symbol)
except ReferenceError as error:
    print(error)
with decimal.localcontext() as context:
    context.prec = 3
    print(Decimal("10.50") * 7, context.flags[decimal.Inexact] == True,
          isinstance(Trade.__abstractmethods__, frozenset), issubclass(Trade, Event))
