"""A vending machine with states as an enum, events as dataclasses, and observers."""
import enum
import functools
import typing as t
from dataclasses import dataclass, field, replace, asdict, astuple, fields, KW_ONLY, InitVar
from types import MappingProxyType


class State(enum.StrEnum):
    IDLE = enum.auto()
    HAS_MONEY = enum.auto()
    VENDING = enum.auto()


class Coin(enum.IntEnum):
    PENNY = 1
    DIME = 10
    QUARTER = 25

    @classmethod
    def parse(cls, text):
        return cls[text.upper()]


class Permission(enum.Flag):
    READ = enum.auto()
    WRITE = enum.auto()
    ADMIN = READ | WRITE


@dataclass(order=True)
class Event:
    time: int
    _: KW_ONLY
    name: str = "event"
    payload: dict = field(default_factory=dict, compare=False, repr=False)
    scale: InitVar[int] = 1

    def __post_init__(self, scale):
        self.time *= scale


class Machine:
    PRICES: t.ClassVar[t.Mapping[str, int]] = MappingProxyType({"gum": 30, "bar": 60})

    def __init__(self):
        self.state = State.IDLE
        self.money = 0
        self.listeners: list[t.Callable[[State, State], None]] = []
        self.log: list[Event] = []

    def _move(self, state):
        old, self.state = self.state, state
        for listener in self.listeners:
            listener(old, state)

    @functools.singledispatchmethod
    def handle(self, thing):
        raise NotImplementedError(type(thing).__name__)

    @handle.register
    def _(self, coin: Coin):
        self.money += coin
        self.log.append(Event(len(self.log), name="coin", payload={"coin": coin.name}))
        self._move(State.HAS_MONEY)

    @handle.register
    def _(self, choice: str):
        match self.state, self.PRICES.get(choice):
            case _, None:
                raise LookupError(choice)
            case State.HAS_MONEY, price if self.money >= price:
                self._move(State.VENDING)
                self.money -= price
                self._move(State.IDLE if not self.money else State.HAS_MONEY)
                return choice
            case State.HAS_MONEY, price:
                return f"{price - self.money} more"
            case state, _:
                return f"not while {state}"


machine = Machine()
machine.listeners.append(lambda old, new: print(f"  {old} -> {new}"))
for action in ["gum", Coin.QUARTER, "gum", Coin.parse("dime"), "gum", 3.5, "fish"]:
    try:
        print(repr(action), "=>", machine.handle(action), machine.money)
    except (NotImplementedError, LookupError) as error:
        print(repr(action), "=>", type(error).__name__, error)
print(machine.log, asdict(machine.log[0]), astuple(machine.log[1]), [f.name for f in fields(Event)])
print(replace(machine.log[0], time=9, scale=2), Event(1) < Event(2), Event(3, scale=10).time)
print(Permission.ADMIN, Permission.READ | Permission.WRITE is Permission.ADMIN, Permission.READ in Permission.ADMIN, ~Permission.READ,
      Permission(0), list(Permission.ADMIN), Coin.DIME + 1, sorted(Coin), Coin(25), State("idle"), State.IDLE == "idle", f"{Coin.DIME}")
try:
    Coin(3)
except ValueError as error:
    print(error)
try:
    Machine.PRICES["x"] = 1
except TypeError as error:
    print(error)
