"""Event sourcing: commands become events, aggregates replay them, projections follow, snapshots, upcasters, a saga."""

import abc
import collections
import copy
import dataclasses
import enum
import functools
import inspect
import io
import itertools
import json
import operator
import types
import typing
import uuid
from collections import defaultdict
from dataclasses import asdict, dataclass, field, fields
from functools import singledispatch, singledispatchmethod
from typing import ClassVar, Self


class DomainError(Exception):
    pass


class Stale(DomainError):
    def __init__(self, expected, found):
        super().__init__(f"expected version {expected}, found {found}")


@dataclass(frozen=True, kw_only=True)
class Event:
    kinds: ClassVar[dict[str, type]] = {}
    version: ClassVar[int] = 1
    number: int = field(default=0, compare=False)

    def __init_subclass__(cls, version=1, **rest):
        super().__init_subclass__(**rest)
        cls.version = version
        Event.kinds[cls.__name__] = cls


@dataclass(frozen=True)
class Opened(Event):
    owner: str


@dataclass(frozen=True)
class Deposited(Event, version=2):
    amount: int
    currency: str = "EUR"


@dataclass(frozen=True)
class Withdrawn(Event):
    amount: int


@dataclass(frozen=True)
class Closed(Event):
    reason: str


class Aggregate(abc.ABC):
    def __init__(self, id):
        self.id, self.version, self.pending = id, 0, []

    def raise_event(self, event):
        self.pending.append(event)
        self.apply(event)
        self.version += 1

    @classmethod
    def replay(cls, id, events, snapshot=None) -> Self:
        self = copy.deepcopy(snapshot) if snapshot else cls(id)
        for event in events:
            self.apply(event)
            self.version += 1
        return self

    @abc.abstractmethod
    def apply(self, event): ...


class Account(Aggregate):
    class State(enum.Enum):
        NEW, OPEN, CLOSED = enum.auto(), enum.auto(), enum.auto()

    balance, state, owner = 0, State.NEW, None

    def requires(*states):
        def decorate(function):
            @functools.wraps(function)
            def wrapper(self, *arguments):
                if self.state not in states:
                    raise DomainError(f"cannot {function.__name__}: account is {self.state.name.lower()}")
                return function(self, *arguments)

            return wrapper

        return decorate

    @requires(State.NEW)
    def open(self, owner):
        self.raise_event(Opened(owner))

    @requires(State.OPEN)
    def deposit(self, amount):
        if amount <= 0:
            raise DomainError(f"cannot deposit {amount}")
        self.raise_event(Deposited(amount))

    @requires(State.OPEN)
    def withdraw(self, amount):
        if amount > self.balance:
            error = DomainError(f"cannot withdraw {amount}")
            error.add_note(f"balance is {self.balance}")
            raise error
        self.raise_event(Withdrawn(amount))

    @requires(State.OPEN)
    def close(self, reason="asked for"):
        if self.balance:
            self.withdraw(self.balance)
        self.raise_event(Closed(reason))

    del requires

    @singledispatchmethod
    def apply(self, event):
        raise TypeError(f"no way to apply {type(event).__name__}")

    @apply.register
    def _(self, event: Opened):
        self.state, self.owner = self.State.OPEN, event.owner

    @apply.register
    def _(self, event: Deposited | Withdrawn):
        self.balance += event.amount * (1 if isinstance(event, Deposited) else -1)

    @apply.register
    def _(self, event: Closed):
        self.state = self.State.CLOSED


class Upcasters:
    def __init__(self):
        self.steps = {}

    def __call__(self, kind, version):
        return functools.partial(self.steps.__setitem__, (kind, version))

    def lift(self, record):
        while step := self.steps.get((record["kind"], record.get("version", 1))):
            record = step(record) | {"version": record.get("version", 1) + 1}
        return record


upcast = Upcasters()


@functools.partial(upcast("Deposited", 1))
def with_currency(record):
    return record | {"data": {"amount": record["data"]["cents"] // 100, "currency": "CHF"}}


class Store:
    def __init__(self, every=4):
        self.log, self.snapshots, self.every, self.listeners = io.StringIO(), {}, every, []
        self.index, self.count = defaultdict(list), itertools.count(1)

    def append(self, aggregate):
        found = len(self.index[aggregate.id])
        expected = aggregate.version - len(aggregate.pending)
        if found != expected:
            raise Stale(expected, found)
        for event in aggregate.pending:
            event = dataclasses.replace(event, number=next(self.count))
            self.log.seek(0, io.SEEK_END)
            self.index[aggregate.id].append(self.log.tell())
            print(json.dumps({"id": aggregate.id, "kind": type(event).__name__, "version": event.version,
                              "data": asdict(event)}), file=self.log)
            for listener in self.listeners:
                listener(aggregate.id, event)
        if found // self.every != aggregate.version // self.every:
            self.snapshots[aggregate.id] = copy.deepcopy(aggregate)
            self.snapshots[aggregate.id].pending.clear()
        aggregate.pending.clear()
        return aggregate

    def events(self, id, start=0):
        for place in self.index[id][start:]:
            self.log.seek(place)
            yield self.decode(self.log.readline())

    def decode(self, line):
        record = upcast.lift(json.loads(line))
        cls = Event.kinds[record["kind"]]
        known = {f.name for f in fields(cls)}
        return cls(**{k: v for k, v in record["data"].items() if k in known})

    def load(self, cls, id):
        snapshot = self.snapshots.get(id)
        start = snapshot.version if snapshot else 0
        return cls.replay(id, self.events(id, start), snapshot)


class Totals(collections.Counter):
    """A projection: the sums of amounts by kind."""

    def __call__(self, id, event):
        match event:
            case Deposited(amount, currency):
                self[f"in {currency}"] += amount
            case Withdrawn(amount=amount):
                self["out"] += amount
            case Closed() | Opened():
                self[type(event).__name__] += 1


@singledispatch
def sentence(event):
    return repr(event)


@sentence.register
def _(event: Opened):
    return f"{event.owner} opened"


@sentence.register(Deposited)
def deposited(event):
    return f"+{event.amount} {event.currency}"


def transfer(store, source, target, amount):
    """A saga: steps with what undoes them."""
    undo = []
    steps = [(source, "withdraw", "deposit"), (target, "deposit", "withdraw")]
    try:
        for id, action, reverse in steps:
            account = store.load(Account, id)
            operator.methodcaller(action, amount)(account)
            store.append(account)
            undo.append((id, reverse))
            yield f"{action} {id}"
    except DomainError as error:
        for id, reverse in reversed(undo):
            account = store.load(Account, id)
            getattr(account, reverse)(amount)
            store.append(account)
            yield f"undo {reverse} {id}"
        yield f"failed: {error}"


store, totals = Store(), Totals()
store.listeners.append(totals)
ann, bob = Account("ann"), Account("bob")
ann.open("Ann")
for amount in (100, 50, 7):
    ann.deposit(amount)
ann.withdraw(30)
store.append(ann)
bob.open("Bob")
store.append(bob)
print(store.log.getvalue(), end="")
print(list(transfer(store, "ann", "bob", 27)), list(transfer(store, "bob", "ann", 99)),
      list(transfer(store, "ann", "nobody", 5)))
loaded = store.load(Account, "ann")
print(loaded.balance, loaded.version, loaded.state, store.snapshots.keys(), store.snapshots["ann"].version,
      [e.number for e in store.events("ann", 4)])
print([sentence(e) for e in store.events("bob")], sentence(Closed("x")), dict(totals))
stale = store.load(Account, "ann")
loaded.deposit(1)
store.append(loaded)
stale.deposit(2)
for bad in (lambda: store.append(stale), lambda: ann.open("again"), lambda: bob.deposit(-1),
            lambda: loaded.withdraw(10**6), lambda: Account("x").close(), lambda: loaded.apply(Event()),
            lambda: Aggregate("x"), lambda: Opened(), lambda: setattr(Opened("a"), "owner", "b"),
            lambda: store.decode("{}"), lambda: store.decode("nonsense"),
            lambda: store.decode('{"kind": "Opened", "data": {}}'), lambda: Event.kinds["Nope"],
            lambda: Opened("a", 1)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "__notes__", ""))
loaded.close()
store.append(loaded)
print(store.decode('{"kind": "Deposited", "data": {"cents": 1250}}'), loaded.state, loaded.balance,
      Opened("a", number=3) == Opened("a", number=4), Deposited(1) != Deposited(1, "USD"), Deposited.version,
      sentence.registry.keys() == {object, Opened, Deposited}, [f.name for f in fields(Deposited)],
      inspect.signature(Deposited), typing.get_type_hints(Deposited)["amount"],
      uuid.uuid3(uuid.NAMESPACE_OID, store.log.getvalue()), types.MappingProxyType(totals)["out"])
