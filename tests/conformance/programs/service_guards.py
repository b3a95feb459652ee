"""Guards around functions: retries with backoff, rate limits, circuit breakers, memoization, contracts; a false clock."""

import collections
import contextlib
import enum
import functools
import heapq
import inspect
import itertools
import operator
import random
import types
import typing
import weakref
from collections.abc import Callable
from typing import Annotated, Any, Concatenate, Literal, ParamSpec, TypeVar, get_args, get_origin, get_type_hints, overload


class Clock:
    def __init__(self):
        self.now, self.slept = 0.0, []

    def sleep(self, seconds):
        self.slept.append(round(seconds, 2))
        self.now += seconds


clock = Clock()


class GuardError(RuntimeError):
    pass


class TooMany(GuardError):
    pass


class Open(GuardError):
    pass


class GaveUp(GuardError):
    pass


def retry[**P, R](times=3, *, on=(Exception,), base=1.0, factor=2.0, jitter=None) -> Callable[[Callable[P, R]],
        Callable[P, R]]:
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            errors = []
            for attempt in range(times):
                try:
                    return function(*args, **kwargs)
                except on as error:
                    error.add_note(f"attempt {attempt + 1} at {clock.now:.1f}")
                    errors.append(error)
                    if attempt + 1 < times:
                        clock.sleep(base * factor**attempt + (jitter.random() if jitter else 0))
            raise GaveUp(f"{function.__name__} failed {times} times") from (errors[0] if len(errors) == 1 else ExceptionGroup("attempts",
                    errors))

        wrapper.times = times
        return wrapper

    if callable(times):
        function, times = times, 3
        return decorate(function)
    return decorate


class limit:
    """At most so many calls in a period; works for functions and methods, each instance having its own account."""

    def __init__(self, calls, period):
        self.calls, self.period, self.accounts = calls, period, weakref.WeakKeyDictionary()

    def __call__(self, function):
        self.function = function
        functools.update_wrapper(self, function)
        self.__class__ = type("limited", (_Limited,), {})
        return self


class _Limited(limit):
    def __call__(self, *args, owner=None, **kwargs):
        history = self.accounts.setdefault(self if owner is None else owner, collections.deque())
        while history and history[0] <= clock.now - self.period:
            history.popleft()
        if len(history) >= self.calls:
            raise TooMany(f"wait {history[0] + self.period - clock.now:.1f}")
        history.append(clock.now)
        return self.function(*((owner,) if owner is not None else ()), *args, **kwargs)

    def __get__(self, instance, owner=None):
        return self if instance is None else functools.partial(self.__call__, owner=instance)


class Breaker:
    class State(enum.Enum):
        CLOSED, HALF, OPEN = "closed", "half-open", "open"

    def __init__(self, failures=2, rest=10):
        self.failures, self.rest, self.count, self.opened = failures, rest, 0, None
        self.changes = []

    @property
    def state(self):
        if self.opened is None:
            return self.State.CLOSED
        return self.State.HALF if clock.now - self.opened >= self.rest else self.State.OPEN

    @contextlib.contextmanager
    def guard(self):
        if (before := self.state) is self.State.OPEN:
            raise Open(f"open since {self.opened}")
        try:
            yield
        except GuardError:
            raise
        except Exception:
            self.count += 1
            if self.count >= self.failures or before is self.State.HALF:
                self.opened = clock.now
            raise
        else:
            self.count, self.opened = 0, None
        finally:
            self.changes.append(f"{before.value}>{self.state.value}")

    def __call__(self, function):
        return functools.wraps(function)(lambda *a, **k: self._run(function, a, k))

    def _run(self, function, args, kwargs):
        with self.guard():
            return function(*args, **kwargs)


def checked(function):
    """Checks arguments and result against the annotations."""
    hints, signature = get_type_hints(function, include_extras=True), inspect.signature(function)

    def fits(value, hint):
        match get_origin(hint), get_args(hint):
            case None, _:
                return hint is Any or isinstance(value, hint or type(None))
            case typing.Annotated, (inner, *tests):
                return fits(value, inner) and all(test(value) for test in tests)
            case typing.Literal, options:
                return value in options
            case (types.UnionType | typing.Union), options:
                return any(fits(value, option) for option in options)
            case (origin, (item,)) if origin in (list, set):
                return isinstance(value, origin) and all(fits(x, item) for x in value)
            case origin, (key, item) if origin is dict:
                return isinstance(value, dict) and all(fits(k, key) and fits(v, item) for k, v in value.items())
            case origin, _:
                return isinstance(value, origin)

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        for name, value in bound.arguments.items():
            if name in hints and not fits(value, hints[name]):
                raise TypeError(f"{function.__qualname__}: {name}={value!r} is no {inspect.formatannotation(hints[name])}")
        result = function(*bound.args, **bound.kwargs)
        if "return" in hints and not fits(result, hints["return"]):
            raise TypeError(f"{function.__qualname__} returned {result!r}")
        return result

    return wrapper


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            cause = error.__cause__
            print("  ", type(error).__name__, error, repr(cause) if cause else "",
                  [n for e in getattr(cause, "exceptions", [cause]) if e for n in getattr(e, "__notes__", [])])


answers = iter([ValueError("a"), KeyError("b"), "fine", OSError("c"), OSError("d"), OSError("e"),
                ZeroDivisionError("f"), IndexError("g")])


@retry(3, on=(ValueError, LookupError, OSError), jitter=random.Random(1))
def fetch(what: str, /, *, loud: bool = False) -> str:
    """Fetches something."""
    answer = next(answers)
    if isinstance(answer, Exception):
        raise answer
    return f"{what} {answer}"


@retry
def plain():
    raise RuntimeError("no")


attempt(lambda: fetch("x"), lambda: fetch("y", loud=True), lambda: fetch("z"), lambda: plain(), lambda: fetch(),
        lambda: retry(1)(lambda: 1 / 0)())
print(clock.slept, round(clock.now, 3), fetch.__name__, fetch.__doc__, inspect.signature(fetch),
      fetch.__wrapped__.__kwdefaults__, fetch.times, retry.__type_params__)


class Service:
    @limit(2, 5)
    def call(self, x):
        """Calls."""
        return x * 2


one, two = Service(), Service()
clock.now = 100
attempt(lambda: one.call(1), lambda: one.call(2), lambda: one.call(3), lambda: two.call(4), lambda: clock.sleep(5),
        lambda: one.call(5), lambda: Service.call.__doc__, lambda: type(Service.call).__name__, lambda: one.call(),
        lambda: one.call(y=1))
print(len(Service.call.accounts))
del two
print(len(Service.call.accounts))
breaker = Breaker()


@breaker
def divide(a, b):
    return a / b


attempt(lambda: divide(1, 2), lambda: divide(1, 0), lambda: divide(2, 0), lambda: divide(1, 1), lambda: clock.sleep(10),
        lambda: breaker.state, lambda: divide(3, 0), lambda: divide(1, 1), lambda: clock.sleep(11),
        lambda: divide(4, 2), lambda: breaker.state)
print(*breaker.changes)


@checked
def order(name: str, count: Annotated[int, (0).__lt__] = 1, *, tags: list[str] | None = None,
          mode: Literal["fast", "slow"] = "slow", extra: dict[str, int] = {},
          call: Callable[..., Any] = print) -> str | None:
    return f"{count} {name} {tags} {mode}" if count < 9 else count


attempt(lambda: order("pen"), lambda: order(3), lambda: order("pen", 0), lambda: order("pen", 9),
        lambda: order("pen", tags=["a", 1]), lambda: order("pen", mode="quick"), lambda: order("pen", extra={"a": "b"}),
        lambda: order("pen", call=3), lambda: order(), lambda: order("a", 1, 2), lambda: order("a", zeal=1),
        lambda: order("pen", tags=[]), lambda: checked(lambda x: x)(4))
calls = collections.Counter()


@functools.lru_cache(maxsize=2, typed=True)
def slow(x):
    calls[x] += 1
    return x * 10


print([slow(n) for n in (1, 2, 1, 3, 2, 1.0, 1)], slow.cache_info(), dict(calls), slow.cache_parameters(),
      slow.cache_clear(), slow.cache_info().currsize, slow.__wrapped__(5))
attempt(lambda: slow([]), lambda: functools.lru_cache(maxsize="x"), lambda: functools.reduce(operator.add, []),
        lambda: functools.partial(3), lambda: functools.partial(int, base=2)("101"),
        lambda: functools.partial(print, functools.Placeholder), lambda: functools.partial(pow, functools.Placeholder,
        2)(5), lambda: functools.singledispatch(lambda x: x).register(3),
        lambda: functools.cmp_to_key(lambda a, b: b - a)(3) < functools.cmp_to_key(lambda a, b: b - a)(2),
        lambda: sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)),
        lambda: functools.wraps(len)(lambda: 0).__name__, lambda: functools.total_ordering(type("E", (), {})),
        lambda: functools.partial(int, "x")(), lambda: functools.cached_property(len).__set_name__(int, "a") and 1,
        lambda: heapq.nlargest(2, calls, key=calls.get), lambda: list(itertools.pairwise("abc")))
