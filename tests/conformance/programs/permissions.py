"""Rights as flags, roles as enumerations, access lists: combinations, boundaries, parsing, inheritance of roles."""

import enum
import functools
import itertools
import operator
import re
import stat
from collections import defaultdict
from enum import CONFORM, EJECT, KEEP, STRICT, EnumCheck, Flag, IntFlag, StrEnum, auto, member, nonmember, property as enum_property, unique, verify
from types import DynamicClassAttribute


class Right(Flag):
    READ = auto()
    WRITE = auto()
    EXECUTE = auto()
    ALL = READ | WRITE | EXECUTE
    MODIFY = WRITE | EXECUTE

    @classmethod
    def parse(cls, text):
        found = cls(0)
        for letter, right in zip("rwx", cls):
            found |= right if letter in text else cls(0)
        return found

    def __str__(self):
        return "".join(letter if right in self else "-" for letter, right in zip("rwx", Right))


class Mode(IntFlag, boundary=KEEP):
    OWNER = 0o700
    GROUP = 0o070
    OTHER = 0o007


class Strict(Flag, boundary=STRICT):
    A = 1
    C = 4


class Conform(Flag, boundary=CONFORM):
    A = 1
    C = 4


class Eject(IntFlag, boundary=EJECT):
    A = 1
    C = 4


class Role(StrEnum):
    GUEST = auto()
    EDITOR = auto()
    ADMIN = auto()

    @enum_property
    def rights(self):
        return {Role.GUEST: Right.READ, Role.EDITOR: Right.READ | Right.WRITE}.get(self, Right.ALL)

    @nonmember
    class Meta:
        order = ["guest", "editor", "admin"]

    def __gt__(self, other):
        return self.Meta.order.index(self) > self.Meta.order.index(other)

    @classmethod
    def _missing_(cls, value):
        if isinstance(value, str) and value.lower() != value:
            return cls(value.lower())
        return None


class Planet(enum.Enum):
    EARTH = (1, "blue")
    MARS = (0.5, "red")
    WORLD = EARTH

    def __new__(cls, size, colour):
        self = object.__new__(cls)
        self._value_ = colour
        self.size = size
        return self

    def __init_subclass__(cls, **rest):
        super().__init_subclass__(**rest)


class Ordered(enum.Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last):
        return f"{name.lower()}-{start + count}-{last[-1:] and len(last)}"

    def __lt__(self, other):
        return list(type(self)).index(self) < list(type(self)).index(other) if type(self) is type(other) else NotImplemented


class Action(enum.Enum):
    STOP = None

    @member
    def describe(value):
        return f"a member that is a function, of {value}"

    @nonmember
    def helper(self):
        return "no member"


class Size(Ordered):
    SMALL = auto()
    LARGE = auto()
    _ignore_ = ["temporary"]
    temporary = 3


class AccessList:
    def __init__(self):
        self._grants = defaultdict(lambda: Right(0))

    def grant(self, who, rights):
        self._grants[who] |= rights
        return self

    def __contains__(self, request):
        who, right = request
        return right in self._grants.get(who, Right(0))

    def require(self, right):
        def decorate(function):
            @functools.wraps(function)
            def checked(user, *arguments):
                if (user, right) not in self:
                    missing = right & ~self._grants[user]
                    raise PermissionError(f"{user} lacks {missing.name} for {function.__name__}")
                return function(user, *arguments)

            return checked

        return decorate


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            print("  ", type(error).__name__, error, *map(repr, filter(None, [error.__cause__])))


access = AccessList().grant("ann", Right.READ).grant("ann", Right.EXECUTE).grant("bob", Role.EDITOR.rights)


@access.require(Right.WRITE)
def save(user, text):
    return f"{user} saved {text}"


attempt(lambda: save("bob", "x"), lambda: save("ann", "y"), lambda: save("eve", "z"))
print(list(Right), Right.ALL, repr(Right.ALL), Right.READ | Right.WRITE, repr(Right(5)), repr(~Right.READ),
      repr(Right(0)), [r.name for r in Right.MODIFY], len(Right.ALL), Right.parse("xr"), bool(Right(0)),
      Right.MODIFY.name, (Right.READ | Right.EXECUTE).name, Right(0).name)
print(repr(Right.READ ^ Right.ALL), Right.READ in Right.ALL, Right.ALL in Right.READ, Right.__members__.keys(),
      hash(Right.READ) == hash(Right(1)), Right["WRITE"].value, Right.READ._name_, list(reversed(Right)))
print(repr(Mode.OWNER | 0o010), repr(Mode(0o1750)), Mode.GROUP | Mode.OTHER, Mode.OWNER & 0o500, repr(~Mode.OWNER),
      f"{Mode.OWNER:o}", Mode.OWNER + 1, repr(Mode(0)), list(Mode(0o777))[:2])
print(repr(Conform(7)), repr(Eject(7)), repr(Eject(5)), repr(~Strict.A), repr(Strict.A | Strict.C),
      Conform.A | Conform.C)
attempt(lambda: Strict(2), lambda: Right(8), lambda: Right("x"), lambda: Right.READ | 1, lambda: "READ" in Right,
        lambda: 1 in Right, lambda: 3 in Right.ALL, lambda: Right.NONE, lambda: Right["NONE"],
        lambda: setattr(Right, "READ", 3), lambda: setattr(Right, "fresh", 3) or Right.fresh,
        lambda: delattr(Right, "READ"), lambda: Role("none"), lambda: Role(3), lambda: Role("ADMIN"),
        lambda: Role.ADMIN > Role.GUEST, lambda: f"{Role.GUEST:>8}{Role.EDITOR!r}", lambda: Role.GUEST + "!",
        lambda: Role.GUEST.Meta, lambda: Planet("blue"), lambda: Planet(1), lambda: Planet.WORLD,
        lambda: Planet.MARS.size, lambda: list(Action), lambda: Action.describe.value(3), lambda: Action.STOP.helper(),
        lambda: Planet.describe, lambda: type("Sub", (Role,), {}), lambda: list(Size), lambda: Size.LARGE > Size.SMALL,
        lambda: Size.SMALL < 3, lambda: Size.temporary)
attempt(lambda: unique(Planet), lambda: verify(EnumCheck.CONTINUOUS)(Strict),
        lambda: verify(EnumCheck.NAMED_FLAGS)(Flag("N", {"A": 1, "BC": 6})), lambda: verify(enum.UNIQUE)(Right),
        lambda: enum.Enum("Animal", "CAT DOG"), lambda: list(enum.IntEnum("Animal", ["CAT", "DOG"], start=5)),
        lambda: enum.Enum("E", [("a", 1), ("a", 2)]), lambda: enum.Enum("E", {"mro": 1}), lambda: enum.Enum("E", 3),
        lambda: StrEnum("S", {"A": 1}), lambda: StrEnum("S", ["Ab", "CD"]).CD, lambda: enum.IntEnum("I", {"A": "x"}),
        lambda: enum.Enum.__call__(Right, 1), lambda: enum.show_flag_values(Right.ALL.value),
        lambda: enum.bin(10, 6) if hasattr(enum, "bin") else 0)


def clash():
    class Twice(enum.Enum):
        A = 1
        A = 2


def private():
    class Sunder(enum.Enum):
        _x_ = 1


def late():
    class Late(enum.Enum):
        A = 1

        def _generate_next_value_(name, start, count, last):
            return 1


attempt(clash, private, late)


@enum.global_enum
class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


@enum._simple_enum(enum.IntEnum)
class Simple:
    ONE = 1
    TWO = 2


print(repr(LOW), str(HIGH), f"{Level.LOW}", LOW | HIGH, repr(Simple.TWO), Level.LOW is LOW, Level.__doc__,
      Level._value2member_map_, enum.property is DynamicClassAttribute)
print(stat.filemode(0o100000 | Mode.OWNER | Mode.GROUP & 0o050), functools.reduce(operator.or_, Right),
      [*map(str, itertools.accumulate(Right, operator.or_))], re.compile("a", re.I | re.X).flags, repr(re.I | re.X),
      repr(re.RegexFlag(0)), sorted(Role, key=str), repr(re.RegexFlag(1 << 20)), enum.EnumType is type(Right),
      dir(Strict)[:4])
