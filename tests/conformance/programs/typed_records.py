"""Records declared by annotations: dataclasses of every shape, named tuples, typed dicts, hints read in three formats."""

import abc
import annotationlib
import collections
import dataclasses
import functools
import inspect
import typing
from dataclasses import KW_ONLY, MISSING, InitVar, dataclass, field, fields
from typing import Annotated, Any, ClassVar, Final, Literal, NamedTuple, NotRequired, Protocol, Required, TypedDict


@dataclass
class Base:
    name: str
    tags: list[str] = field(default_factory=list, repr=False, hash=False, metadata={"max": 3})
    count: ClassVar[int] = 0
    scale: InitVar[float] = 1.0
    area: float = field(init=False, compare=False)

    def __post_init__(self, scale):
        type(self).count += 1
        self.area = len(self.name) * scale


@dataclass(order=True, slots=True, weakref_slot=True)
class Version:
    major: int
    minor: int = 0
    _: KW_ONLY
    label: str = field(default="", compare=False)
    extra: dict = field(default_factory=dict, hash=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Frozen(abc.ABC):
    x: int
    y: "Later | None" = None

    @functools.cached_property
    def double(self):
        return self.x * 2


@dataclass(unsafe_hash=True, match_args=False, eq=True)
class Child(Base):
    name: str = "child"
    parent: Base | None = field(default=None, hash=False)
    size: int = dataclasses.field(default=3, doc="how large")


class Point(NamedTuple):
    """A point."""

    x: int
    y: int = 0

    def norm(self):
        return abs(self.x) + abs(self.y)


class Movie(TypedDict, total=False):
    title: Required[str]
    year: int
    rating: NotRequired[Literal["good", "bad"]]


class Named(Protocol):
    name: str

    def norm(self) -> int: ...


class Box[T, *Ts, **P]:
    first: T
    rest: tuple[*Ts]
    call: "typing.Callable[P, T]"


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            print("  ", type(error).__name__, error)


base = Base("abc", scale=2)
child = Child(parent=base)
print(base, child, child == Child(parent=base), hash(child) == hash(Child()), base.area, Base.count, Child.count)
print(*fields(Child), sep="\n")
print(inspect.signature(Base), inspect.signature(Version), inspect.signature(Child.__init__), Version.__match_args__,
      Child.__match_args__, Version.__slots__, sep="\n")
print(dataclasses.asdict(child), dataclasses.astuple(Version(1, label="x")),
      dataclasses.replace(Version(1, 2), minor=7, label="new"), Version(1, 2) < Version(1, 3, label="a") <= Version(1,
        3), Version(1, 2) == Version(1, 2, label="z"))
print(Frozen(x=4).double, Frozen.__doc__, dataclasses.is_dataclass(Frozen), dataclasses.is_dataclass(Frozen(x=1)),
      Child.size.__class__, inspect.getdoc(Point), Point.x.__doc__)
match Version(3, label="beta"):
    case Version(major, label=label) if major > 2:
        print("matched", major, label)
attempt(lambda: Version(1) < 3, lambda: setattr(Frozen(x=1), "x", 2), lambda: delattr(Frozen(x=1), "x"),
        lambda: setattr(Version(1), "new", 1), lambda: Version(), lambda: Version(1, 2, "x"), lambda: Frozen(1),
        lambda: dataclasses.replace(base, area=1), lambda: dataclasses.replace(base),
        lambda: dataclasses.replace(base, scale=3), lambda: dataclasses.fields(3), lambda: dataclasses.asdict(Base),
        lambda: hash(base), lambda: Base("a").tags.append("x") or Base("b").tags)


def make(**namespace):
    return lambda **options: dataclass(**options)(type("Made", (), {"__annotations__": namespace.pop("types"),
            **namespace}))


attempt(lambda: make(types={"a": int, "b": str}, a=1)(), lambda: make(types={"a": list}, a=[])(),
        lambda: make(types={"a": int}, __lt__=0)(order=True), lambda: make(types={"a": int})(eq=False, order=True),
        lambda: make(types={"a": int}, a=field(default=1, default_factory=int))(), lambda: make(types={}, a=field())(),
        lambda: make(types={"a": int}, __setattr__=0)(frozen=True), lambda: make(types={"a": int},
        __slots__=("a",))(slots=True), lambda: make(types={"a": int}, __hash__=1)(unsafe_hash=True),
        lambda: dataclass(frozen=True)(type("F", (Base,), {})), lambda: make(types={"a": KW_ONLY, "b": KW_ONLY})(),
        lambda: make(types={"a": ClassVar[int]}, a=field(default_factory=int))(),
        lambda: make(types={"a": InitVar[int]}, a=field(default_factory=int))(),
        lambda: dataclass(weakref_slot=True)(type("W", (), {})))
Made = dataclasses.make_dataclass("Made", ["a", ("b", int), ("c", "list", field(default_factory=list))], bases=(Base,),
                                  namespace={"twice": lambda self: self.b * 2}, kw_only=True)
print(Made(name="m", a=1, b=2), Made(name="m", a=1, b=2).twice(), Made.__annotations__, Made.__module__)
attempt(lambda: dataclasses.make_dataclass("X", ["class"]), lambda: dataclasses.make_dataclass("X", ["a", "a"]),
        lambda: dataclasses.make_dataclass("X", [("a", int, 1), "b"]), lambda: dataclasses.make_dataclass("X", [3]))
point = Point(1, -2)
print(point, point.norm(), point._replace(y=5), Point._fields, Point._field_defaults, point._asdict(),
      Point._make([3, 4]), point == (1, -2), Point.__annotations__, Point.__orig_bases__)
attempt(lambda: Point(), lambda: Point(1, 2, 3), lambda: point._replace(z=1), lambda: Point._make([1]),
        lambda: setattr(point, "x", 3), lambda: collections.namedtuple("N", "a b a"),
        lambda: collections.namedtuple("N", "a _b"), lambda: collections.namedtuple("N", "def x", rename=True)(1, 2),
        lambda: collections.namedtuple("N", "a b", defaults=[1, 2, 3]), lambda: collections.namedtuple("9", ""),
        lambda: NamedTuple("M", [("a", int), ("b", str)])(1, "x"), lambda: NamedTuple("Q", a=int),
        lambda: type("P2", (Point,), {"__slots__": ()})(5))
film = Movie(title="Ran", year=1985)
print(film, Movie.__required_keys__ == {"title"}, sorted(Movie.__optional_keys__), Movie.__total__,
      typing.is_typeddict(Movie), typing.get_type_hints(Movie), typing.get_type_hints(Movie, include_extras=True),
      sep="\n")
attempt(lambda: isinstance(film, Movie), lambda: TypedDict("T", {"a": int}).__annotations__,
        lambda: isinstance(point, Named), lambda: Named(), lambda: typing.get_type_hints(Box),
        lambda: Box[int, str, [bytes]], lambda: Box.__type_params__, lambda: typing.get_type_hints(Frozen),
        lambda: annotationlib.get_annotations(Frozen, format=annotationlib.Format.STRING),
        lambda: sorted(typing.get_protocol_members(Named)), lambda: typing.get_protocol_members(int))


def late(a: Undefined, b: list[Undefined.x | int] = 1, *rest: "quoted",
         c: Annotated[Undefined[0], "m", 3]) -> {"k": Undefined}: ...


for form in annotationlib.Format.STRING, annotationlib.Format.FORWARDREF, annotationlib.Format.VALUE:
    attempt(lambda: annotationlib.get_annotations(late, format=form))
attempt(lambda: late.__annotations__, lambda: inspect.signature(late, annotation_format=annotationlib.Format.STRING),
        lambda: annotationlib.ForwardRef("nope").evaluate(), lambda: annotationlib.ForwardRef("a b"),
        lambda: annotationlib.ForwardRef("int | str").evaluate(), lambda: annotationlib.ForwardRef("x",
        owner=late).evaluate(globals={"x": 7}), lambda: typing.get_type_hints(late,
        globalns={"Undefined": type("U", (), {"x": str, "__class_getitem__": lambda i: int})},
        localns={"quoted": bytes}), lambda: annotationlib.type_repr(list[int]),
        lambda: annotationlib.annotations_to_string({"a": int, "b": "str"}),
        lambda: annotationlib.call_annotate_function(late.__annotate__, annotationlib.Format.VALUE_WITH_FAKE_GLOBALS))
Undefined = type("Undefined", (), {"x": str, "__class_getitem__": classmethod(lambda cls, i: list[cls])})
print(late.__annotations__, typing.get_args(Annotated[int, 1]), typing.get_origin(Annotated[int, 1]),
      typing.Union[int, None], Literal[1, "a", True], Final[int], MISSING.__class__.__name__, Any)
