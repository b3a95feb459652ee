# dataclasses: generated methods, options, errors, conversions.
import dataclasses
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, replace


@dataclass(order=True)
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list, compare=False, repr=False)


print(P(1), P(1) == P(1), P(1) < P(2), P(1, y=5), P.__doc__, P.__match_args__, [f.name for f in fields(P)])
print(asdict(P(1, tags=[P(3)])), astuple(P(1, tags=(1,))), replace(P(1), y=9), P.__init__.__annotations__)


@dataclass(frozen=True)
class F:
    a: "int"
    _: KW_ONLY
    b: str = "b"


f = F(1, b="z")
print(f, hash(f) == hash(F(1, b="z")), F.__doc__)
for bad in (lambda: setattr(f, "a", 2), lambda: delattr(f, "a"), lambda: F(), lambda: F(1, "b"), lambda: replace(f, q=1), lambda: P(1) < 3, lambda: fields(3), lambda: hash(P(1))):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


@dataclass(slots=True)
class S:
    a: int
    b: int = 0


print(S(1), S.__slots__, hasattr(S(1), "__dict__"))


@dataclass
class Post:
    a: int
    scale: InitVar[int] = 10
    total: int = field(init=False)

    def __post_init__(self, scale):
        self.total = self.a * scale


@dataclass
class Child(Post):
    extra: object = None


print(Post(2), Child(1, 2, extra="e"), Child.__doc__)
child = Child(1)
child.extra = child
print(child)
C = dataclasses.make_dataclass("C", ["a", ("b", int), ("c", int, 5)], namespace={"double": lambda self: self.b * 2})
print(C(1, 2), C(1, 2).double(), C.__module__, dataclasses.is_dataclass(C), dataclasses.is_dataclass(1))
for body in ("a: int = 1\n b: int", "a: list = []", "a = field()", "a: int = field(default=1, default_factory=int)"):
    try:
        exec(f"@dataclass\nclass Bad:\n {body}")
    except Exception as e:
        print(type(e).__name__, e)
print(P.__dataclass_params__)
print(fields(P)[2])
