"""What each program of generate.py begins with: classes whose deaths are printed, and names for objects."""
import atexit
import contextvars
import copy
import functools
import gc
import itertools
import operator
import pickle
import sys
import types
import weakref
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple

ATOMS = (int, float, complex, str, bytes, type(None), type(...), type(NotImplemented))
watched = []
grave = []
PLANS = {}
HERE = globals()


def show(*values, print=print):
    print(*values, flush=True)


def name(value, depth=2, ATOMS=ATOMS, HERE=HERE):
    """What an object is called: never its address, and nothing that changes it."""
    kind = type(value)
    if kind in ATOMS:
        return repr(value)
    if value is HERE:
        return "globals"
    if kind.__module__ == "__main__" and not issubclass(kind, BaseException):
        try:
            return f"{kind.__name__}.{value.label}"
        except Exception:
            return f"{kind.__name__}.?"
    if kind in (types.FunctionType, types.GeneratorType, types.CoroutineType, types.BuiltinFunctionType):
        return f"{kind.__name__} {value.__name__}"
    if issubclass(kind, type):
        return f"class {value.__name__}"
    if kind is types.FrameType:
        return f"frame {value.f_code.co_name}"
    if kind is types.CodeType:
        return f"code {value.co_name}"
    if kind is types.ModuleType:
        return f"module {value.__name__}"
    if depth and kind in (list, tuple, deque) and len(value) < 9:
        return f"{kind.__name__}({', '.join([name(item, depth - 1) for item in value])})"
    if depth and kind in (dict, OrderedDict, defaultdict) and len(value) < 9:
        shown = [f"{name(key, 0)}: {name(item, depth - 1)}" for key, item in value.items()]
        return f"{kind.__name__}({', '.join(shown)})"
    if depth and kind in (set, frozenset) and len(value) < 9:
        return f"{kind.__name__}({', '.join(sorted([name(item, depth - 1) for item in value]))})"
    if issubclass(kind, BaseException):
        return f"{kind.__name__}({', '.join([name(item, 0) for item in value.args])})"
    return kind.__name__


def names(values, name=name):
    return "[" + ", ".join([name(value) for value in values]) + "]"


def alive(watched=watched):
    return "".join(["-" if ref() is None else "+" for ref in watched])


def watch(value):
    watched.append(weakref.ref(value))


def died(self, show=show, name=name, alive=alive, PLANS=PLANS, watched=watched):
    show("del", name(self), alive(watched))
    plan = PLANS.get(self.label)
    if plan is not None:
        plan(self)


def gone(reference, show=show, alive=alive, watched=watched):
    show("callback", type(reference).__name__, reference() is None, alive(watched))


def report(error):
    """An exception, without the addresses and hints in its message."""
    show("error", type(error).__name__, "context" if error.__context__ else "", "cause" if error.__cause__ else "")


def count(value, getrefcount=sys.getrefcount):
    return "-" if type(value) in ATOMS else getrefcount(value)


def referrers(value):
    """What refers to an object of the program's own; what else the interpreter has is no matter of lifetimes."""
    ours = type(value).__module__ == "__main__" or type(value) in (list, dict, set, types.FrameType, types.CellType)
    return names(gc.get_referrers(value)) if ours else "-"


def statistics(start=gc.collect() and None or gc.get_stats()):
    """What the collector has done since the program began."""
    return [[now[key] - then[key] for key in now] for now, then in zip(gc.get_stats(), start)]


class Meta(type):
    label = "meta"

    def __del__(cls):
        show("del class", cls.__name__, alive())


class Plain:
    number = 0

    def __init__(self, label, *held):
        self.label = label
        Plain.number += 1
        self.number = Plain.number
        if held:
            self.held = held

    def __hash__(self):
        return self.number

    def method(self, *given):
        return self

    @property
    def me(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        show("exit", name(self), name(error))
        return self.number % 2 == 0

    def __reduce__(self):
        return type(self), (self.label + "c",), {"a": self.__dict__.get("a")}


class Mortal(Plain):
    def __del__(self, died=died):
        died(self)


class Lazarus(Plain):
    """Comes back the first time."""

    def __del__(self, died=died, grave=grave):
        died(self)
        grave.append(self)


class Bomber(Plain):
    def __del__(self, died=died):
        died(self)
        raise ValueError(self.label)


class Sweeper(Plain):
    def __del__(self, died=died, gc=gc, show=show):
        died(self)
        show("swept", min(gc.collect(), 99))


class Gutter(Plain):
    """Empties what it holds."""

    def __del__(self, died=died, show=show, name=name):
        died(self)
        for key, value in list(self.__dict__.items()):
            if hasattr(value, "clear"):
                value.clear()
                show("gutted", key, name(value))


class Shifter(Plain):
    """Dies as something else."""

    def __del__(self, died=died, Mortal=Mortal):
        died(self)
        self.__class__ = Mortal


class Spawner(Plain):
    """Leaves a cycle behind."""

    def __del__(self, died=died, Mortal=Mortal):
        died(self)
        if len(self.label) < 6:
            child = Mortal(self.label + "s")
            child.a = child


class Slotted:
    __slots__ = ("label", "a", "b", "__weakref__")

    def __init__(self, label):
        self.label = label

    def __hash__(self):
        return hash(self.label)

    def __del__(self, died=died):
        died(self)


class Bare:
    __slots__ = ("label", "a", "b")

    def __init__(self, label):
        self.label = label

    def __hash__(self):
        return hash(self.label)


class Empty:
    __slots__ = ()
    label = "empty"

    def __hash__(self):
        return 5

    def __del__(self, show=show):
        show("del empty")


class Teller(Plain):
    """Says what is left of its module."""

    def __del__(self):
        known = [name for name in ("show", "watched", "Plain", "gc", "_hidden") if globals().get(name) is not None]
        print("tell", self.label, known, flush=True)


class Profiler:
    """What tools are given that holds something."""

    def __init__(self, held):
        self.held = held

    def __call__(self, frame, event, given):
        if frame.f_code.co_name in TRACED:
            show("told", event, frame.f_code.co_name, frame.f_lineno, name(given))
        return self


class Walk:
    """An iterator that says when it ends, and dies audibly."""

    def __init__(self, items, label, error=None):
        self.items = items
        self.label = label
        self.error = error

    def __iter__(self):
        return self

    def __next__(self):
        if self.items:
            return self.items.pop(0)
        show("walked", self.label, count(self))
        if self.error:
            raise self.error(self.label)
        raise StopIteration

    def __del__(self, died=died):
        died(self)


class Labelled:
    def __del__(self, died=died):
        died(self)


class L(Labelled, list):
    def __init__(self, label, items=()):
        self.label = label
        list.__init__(self, items)

    def __hash__(self):
        return hash(self.label)


class D(Labelled, dict):
    def __init__(self, label, **items):
        self.label = label
        dict.__init__(self, items)


class T(Labelled, tuple):
    def __new__(cls, label, items=()):
        made = tuple.__new__(cls, items)
        made.label = label
        return made


class S(Labelled, set):
    def __init__(self, label, items=()):
        self.label = label
        set.__init__(self, items)


class Q(Labelled, deque):
    def __init__(self, label, items=()):
        self.label = label
        deque.__init__(self, items)


class E(Exception):
    def __init__(self, label, *items):
        self.label = label
        Exception.__init__(self, label, *items)

    def __del__(self, died=died):
        died(self)


class R(weakref.ref):
    """A weak reference that can hold something."""
    label = "ref"

    def __init__(self, target, callback=None):
        super().__init__(target, callback)


class Field:
    """A descriptor that keeps what it was last given."""
    label = "field"

    def __set_name__(self, owner, name):
        self.owner = owner

    def __get__(self, one, owner):
        return self if one is None else self.last

    def __set__(self, one, value):
        self.last = value


class Base:
    def __init_subclass__(cls, **given):
        cls.given = given
        cls.seen = [cls]


class Buffer:
    def __init__(self, label):
        self.label = label
        self.data = bytearray(b"0123456789")

    def __buffer__(self, flags):
        show("acquire", self.label)
        return memoryview(self.data)

    def __release_buffer__(self, view):
        show("release", self.label)

    def __del__(self, died=died):
        died(self)


TRACED = ("deeper", "closure", "waiter", "task", "framed", "inner", "keeper")
MODULE = """
class Inside:
    def __init__(self, label, held):
        self.label = label
        self.held = held

    def __del__(self):
        print("inside", self.label, Inside is None, one is None, flush=True)

one = two = None
"""
Pair = namedtuple("Pair", "one two")
variable = contextvars.ContextVar("variable")


def make_class(label, held, base=Plain, meta=type):
    class Made(base, metaclass=meta):
        kept = held
        field = Field()

        def get(self):
            return held, __class__

        def __del__(self):
            show("del made", self.label, alive())

    Made.__name__ = label
    return Made


def closure(held):
    def inner():
        return held
    return inner


def two(held):
    def first():
        return second, held

    def second():
        nonlocal held
        held, old = first, held
        return old
    return first


def keyword(held):
    def inner(*, a=held, **more):
        return a
    return inner


def framed(held, other=None):
    mine = Mortal("f")
    return sys._getframe()


def thrown(held, depth=1):
    """An exception with a traceback."""
    try:
        if depth:
            deeper(held, depth - 1)
        raise KeyError(held)
    except Exception as error:
        return error


def deeper(held, depth):
    local = [held]
    if depth:
        deeper(local, depth - 1)
    raise ValueError(held)


def chained(held):
    try:
        try:
            raise ValueError(held)
        except ValueError as first:
            raise TypeError from first
    except TypeError as second:
        return second


def grouped(held):
    try:
        raise ExceptionGroup("group", [ValueError(held), TypeError(held), thrown(held)])
    except* ValueError as caught:
        show("caught", name(caught))
        kept = caught
    except* TypeError as caught:
        try:
            raise
        except Exception as again:
            kept = again
    except* KeyError:
        kept = None
    return kept


def waiter(held, ending="finally"):
    local = [held]
    try:
        got = yield local
        show("got", name(got))
        yield got
    finally:
        show(ending, name(held), alive())


def failing_end(held):
    try:
        yield held
    finally:
        show("failing end", name(held))
        raise ValueError(held)


def stubborn(held):
    """Yields once more while it is closed."""
    try:
        yield held
    except GeneratorExit:
        show("exit ignored")
        yield held


def handler(held):
    for _ in range(40):
        try:
            held = yield held
        except ValueError as error:
            show("handled", name(error), name(sys.exception()))
            yield error


def delegator(held, inner=waiter):
    mine = Mortal("y")
    result = yield from inner(held)
    yield result


def keeper(held):
    yield held
    yield sys._getframe()
    return held


def nested(held):
    with Mortal("w") as guard:
        for item in [held, guard]:
            yield item


class Ask:
    label = "ask"

    def __init__(self, held):
        self.held = held

    def __await__(self):
        answer = yield self.held
        return answer


async def task(held):
    local = [held]
    try:
        return await Ask(local)
    finally:
        show("task ends", name(held), alive())


async def outer(held):
    mine = Mortal("o")
    return await task(held)


async def source(held):
    try:
        yield held
        yield await Ask(held)
    finally:
        show("source ends", name(held))


async def consume(held):
    return [item async for item in source(held)]


@types.coroutine
def old(held):
    yield held


def primed(started):
    """What has run to its first stop."""
    started.send(None)
    return started


def step(awaitable, *thrown):
    """One step of something that is awaited."""
    try:
        if thrown:
            return awaitable.throw(*thrown)
        return awaitable.send(None)
    except StopIteration as done:
        return done.value


def chain(depth, link, end):
    for _ in range(depth):
        end = link(end)
    return end


def fresh(generation, OURS=(Labelled, Plain, Slotted, Bare)):
    """Our objects of a generation, in order."""
    return names([item for item in gc.get_objects(generation=generation) if issubclass(type(item), OURS)][:20])


def tracer(kept):
    def trace(frame, event, given):
        if frame.f_code.co_name in TRACED:
            kept.append(frame if event != "exception" else given)
            show("trace", event, frame.f_code.co_name, frame.f_lineno)
        return trace
    return trace


def collecting(phase, info):
    show("gc", phase, info["generation"], info["collected"], alive())


def failing(phase, info):
    show("failing", phase)
    raise KeyError(phase)


def nesting(phase, info):
    show("nesting", phase, gc.collect(0), gc.collect())


def making(phase, info):
    """Leaves a cycle behind while collections are under way."""
    child = Mortal(phase)
    child.a = child


def unraisable(given):
    show("unraisable", name(given.exc_value), name(given.object), given.err_msg)


def ending(held):
    show("atexit", name(held), alive())


Plain.number = 0
