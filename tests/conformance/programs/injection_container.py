"""A container of services: wired by signatures and annotations, scopes, lazy proxies, cycles found, plug points, overrides."""

import abc
import collections
import contextlib
import functools
import inspect
import io
import itertools
import operator
import types
import typing
import weakref
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Annotated, Any, ForwardRef, Generic, NewType, Optional, Protocol, TypeVar, get_args, get_origin, get_type_hints, runtime_checkable

Url = NewType("Url", str)
building: ContextVar[tuple] = ContextVar("building", default=())


class Scope(Enum):
    SINGLE = auto()
    SCOPED = auto()
    FRESH = auto()


class WiringError(Exception):
    pass


class Cycle(WiringError):
    def __init__(self, keys):
        super().__init__(" -> ".join(map(name_of, keys)))


class Named(str):
    """A qualifier for annotations."""


def name_of(key):
    match key:
        case (kind, str(qualifier)):
            return f"{name_of(kind)}@{qualifier}"
        case type() | NewType():
            return key.__name__
    return str(key).replace("typing.", "").replace("__main__.", "")


class Lazy[T]:
    __slots__ = ("_make", "_value")

    def __init__(self, make: Callable[[], T]):
        self._make = make

    def __call__(self) -> T:
        try:
            return self._value
        except AttributeError:
            self._value = self._make()
            return self._value


@dataclass
class Provider:
    make: Callable
    scope: Scope
    parameters: dict = field(init=False, repr=False)

    def __post_init__(self):
        target = self.make.__init__ if isinstance(self.make, type) else self.make
        hints = get_type_hints(target, include_extras=True) if target is not object.__init__ else {}
        signature = inspect.signature(self.make)
        self.parameters = {}
        for parameter in signature.parameters.values():
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                continue
            if parameter.name not in hints and parameter.default is parameter.empty:
                raise WiringError(f"{name_of(self.make)}{signature}: {parameter.name} has no annotation")
            self.parameters[parameter.name] = (hints.get(parameter.name), parameter.default, parameter.kind)


class Container:
    def __init__(self, parent=None):
        self.parent, self.providers, self.made, self.closing = parent, collections.defaultdict(list), {}, contextlib.ExitStack()

    def provide(self, make=None, *, key=None, scope=Scope.SINGLE, name=None):
        if make is None:
            return functools.partial(self.provide, key=key, scope=scope, name=name)
        if key is None:
            key = make if isinstance(make, type) else get_type_hints(make).get("return", make)
        self.providers[(key, name) if name else key].append(Provider(make, scope))
        return make

    def value(self, key, value):
        self.providers[key] = [Provider(lambda: value, Scope.SINGLE)]

    def _find(self, key):
        here = self
        while here:
            if here.providers.get(key):
                return here, here.providers[key]
            here = here.parent
        return None, []

    def get(self, key):
        match get_origin(key), get_args(key):
            case typing.Annotated, (kind, *marks):
                qualifier = next((m for m in marks if isinstance(m, Named)), None)
                return self.get((kind, str(qualifier)) if qualifier else kind)
            case origin, (inner,) if origin is list:
                _, providers = self._find(inner)
                return [self._make(inner, n, p) for n, p in enumerate(providers)]
            case origin, (inner,) if origin is Lazy:
                return Lazy(functools.partial(self.get, inner))
            case (types.UnionType | typing.Union), options if types.NoneType in options:
                kind = next(o for o in options if o is not types.NoneType)
                return self.get(kind) if self._find(kind)[1] else None
        owner, providers = self._find(key)
        if not providers:
            fits = [k for k in self.providers if isinstance(k, type) and isinstance(key,
                    type) and k is not key and issubclass(k, key)]
            if len(fits) == 1:
                return self.get(fits[0])
            raise WiringError(f"nothing provides {name_of(key)}" + (f", several would do: {', '.join(map(name_of, fits))}" if fits else ""))
        return self._make(key, len(providers) - 1, providers[-1])

    def _make(self, key, number, provider):
        owner = self if provider.scope is Scope.SCOPED else self._find(key)[0]
        if provider.scope is not Scope.FRESH and (key, number) in owner.made:
            return owner.made[key, number]
        if key in building.get():
            raise Cycle((*building.get()[building.get().index(key) :], key))
        with building.set((*building.get(), key)):
            result = self.call(provider)
        if inspect.isgenerator(result):
            result = owner.closing.enter_context(contextlib.contextmanager(lambda: result)())
        elif isinstance(result, contextlib.AbstractContextManager) and not isinstance(result, type):
            result = owner.closing.enter_context(result)
        if provider.scope is not Scope.FRESH:
            owner.made[key, number] = result
        return result

    def call(self, provider, **given):
        positional, named = [], {}
        for name, (hint, default, kind) in provider.parameters.items():
            try:
                value = given[name] if name in given else self.get(hint) if hint is not None else default
            except Cycle:
                raise
            except WiringError as error:
                if default is inspect.Parameter.empty:
                    error.add_note(f"for {name} of {name_of(provider.make)}")
                    raise
                value = default
            if kind is inspect.Parameter.POSITIONAL_ONLY:
                positional.append(value)
            else:
                named[name] = value
        return provider.make(*positional, **named)

    def run(self, function, **given):
        return self.call(Provider(function, Scope.FRESH), **given)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        return self.closing.__exit__(*details)


@runtime_checkable
class Sink(Protocol):
    def write(self, text: str) -> int: ...


class Plugin(abc.ABC):
    @abc.abstractmethod
    def apply(self, text: str) -> str: ...


class Upper(Plugin):
    def apply(self, text):
        return text.upper()


class Exclaim(Plugin):
    def __init__(self, mark: Annotated[str, Named("mark")] = "!"):
        self.mark = mark

    def apply(self, text):
        return text + self.mark


class Log:
    def __init__(self, sink: io.StringIO):
        self.sink = sink

    def __call__(self, *parts):
        print(*parts, file=self.sink)


class Database:
    numbers = itertools.count(1)

    def __init__(self, url: Url, log: Log, /, *, pool: int = 5):
        self.number, self.url, self.pool = next(self.numbers), url, pool
        log("database", self.number)


class Session:
    def __init__(self, database: Database, log: Log, cache: "Optional[Cache]" = None):
        self.database, self.log, self.cache = database, log, cache

    def __enter__(self):
        self.log("session begins")
        return self

    def __exit__(self, *details):
        self.log("session ends", details[0] and details[0].__name__)


class Cache:
    pass


class Service:
    def __init__(self, session: Session, plugins: list[Plugin], later: Lazy["Report"], log: Log):
        self.session, self.plugins, self.later, self.log = session, plugins, later, log

    def shout(self, text):
        return functools.reduce(lambda t, p: p.apply(t), self.plugins, text)


class Report:
    def __init__(self, service: Service):
        self.service = service


class Left:
    def __init__(self, right: "Right"): ...


class Right:
    def __init__(self, left: Left | None): ...


class Untyped:
    def __init__(self, thing, other=3): ...


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            print("  ", type(error).__name__, error, getattr(error, "__notes__", ""))


root = Container()
root.value(Url, "memory:")
root.value((str, "mark"), "?!")
for cls in (Log, Database, Left, Right):
    root.provide(cls)
root.provide(Session, scope=Scope.SCOPED)
root.provide(Service, scope=Scope.FRESH)
root.provide(Report, scope=Scope.FRESH)
root.provide(Upper, key=Plugin)
root.provide(Exclaim, key=Plugin)


@root.provide
def output(limit: int = 80) -> typing.Iterator[io.StringIO]:
    stream = io.StringIO()
    yield stream
    print("output had", len(stream.getvalue().splitlines()), "lines", stream.getvalue().splitlines())


root.providers[io.StringIO] = root.providers.pop(typing.Iterator[io.StringIO])
with root:
    with Container(root) as request:
        service = request.get(Service)
        print(service.shout("hi"), service.session is request.get(Session), service is request.get(Service),
              service.session.database is root.get(Database), service.later().service.shout("a"),
              service.later() is service.later(), service.session.cache)
    with contextlib.suppress(ZeroDivisionError), Container(root) as other:
        other.provide(Cache)
        print(other.get(Session) is service.session, other.get(Session).cache is other.get(Cache),
              other.get(Session).database.number)
        1 / 0
    attempt(lambda: root.get(Left), lambda: root.get(Cache), lambda: root.get(int), lambda: root.provide(Untyped),
            lambda: root.get((str, "nope")), lambda: root.get(Plugin).mark, lambda: root.get(Cache | None),
            lambda: root.get(list[int]), lambda: root.run(lambda: 3), lambda: root.run(lambda x: x, x=4),
            lambda: root.get("text"), lambda: root.provide(lambda y: 1), lambda: root.get(Sink),
            lambda: isinstance(root.get(io.StringIO), Sink), lambda: root.get(object),
            lambda: root.get(Annotated[Plugin, "x"]).mark, lambda: root.provide(3), lambda: building.get())

    def handler(text: str, service: Service, *rest: int, strict: bool = True, **more: Any):
        return service.shout(text), strict, rest, more

    attempt(lambda: root.run(handler, text="x"), lambda: root.run(handler),
            lambda: root.run(handler, text="y", strict=False), lambda: inspect.signature(handler),
            lambda: get_type_hints(handler)["rest"], lambda: inspect.signature(handler).bind("a", 1, 2, 3,
            z=4).arguments, lambda: inspect.signature(handler).bind(),
            lambda: inspect.signature(handler).replace(parameters=[]), lambda: inspect.Signature([inspect.Parameter("a",
            inspect.Parameter.KEYWORD_ONLY), inspect.Parameter("b", inspect.Parameter.POSITIONAL_ONLY)]),
            lambda: inspect.Parameter("1", inspect.Parameter.KEYWORD_ONLY),
            lambda: inspect.Parameter("a", inspect.Parameter.VAR_POSITIONAL, default=1), lambda: inspect.signature(3),
            lambda: inspect.signature(int), lambda: inspect.signature(print),
            lambda: inspect.signature(functools.partial(handler, "t", strict=False)),
            lambda: inspect.signature(Container().get), lambda: inspect.signature(type),
            lambda: inspect.signature(dict.get), lambda: inspect.getfullargspec(handler).annotations.keys(),
            lambda: inspect.getcallargs(handler, "a", service) and 1, lambda: inspect.isabstract(Plugin),
            lambda: sorted(Plugin.__abstractmethods__),
            lambda: inspect.unwrap(functools.wraps(handler)(lambda: 0)) is handler)
print(name_of((Url, "x")), name_of(list[int]), repr(Url), Url.__supertype__, Lazy[Report], Provider(Cache, Scope.FRESH),
      ForwardRef("Cache"), issubclass(Upper, Plugin), TypeVar("T"), Generic, weakref.ref(root)() is root,
      operator.attrgetter("scope.name")(Provider(Cache, Scope.SINGLE)), isinstance([], Iterable))
