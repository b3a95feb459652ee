"""Resources in order: managers by class and generator, exit stacks, suppressed and replaced errors, decorators, reentrance."""

import contextlib
import contextvars
import decimal
import functools
import gc
import io
import itertools
import os
import sys
import types
import warnings
from abc import ABC
from contextlib import AbstractContextManager, AsyncExitStack, ContextDecorator, ExitStack, closing, contextmanager, nullcontext, suppress

gc.disable()
log = []
level = contextvars.ContextVar("level", default=0)


class Resource:
    opened = 0

    def __init__(self, name, *, fail_enter=False, fail_exit=None, swallow=()):
        self.name, self.fail_enter, self.fail_exit, self.swallow = name, fail_enter, fail_exit, swallow

    def __enter__(self):
        if self.fail_enter:
            raise ConnectionError(f"{self.name} does not open")
        log.append(f"+{self.name}")
        Resource.opened += 1
        return self

    def __exit__(self, kind, error, trace):
        Resource.opened -= 1
        log.append(f"-{self.name}" + (f"({kind.__name__})" if kind else ""))
        if self.fail_exit:
            raise self.fail_exit
        return bool(kind) and issubclass(kind, self.swallow)


@contextmanager
def stage(name, *, reraise=None):
    token = level.set(level.get() + 1)
    log.append(f"{'>' * level.get()}{name}")
    try:
        yield level.get()
    except LookupError as error:
        log.append(f"caught {error!r}")
        if reraise:
            raise reraise from error
    finally:
        log.append(f"{'<' * level.get()}{name}")
        level.reset(token)


class Timed(ContextDecorator):
    def __init__(self, label):
        self.label, self.count = label, 0

    def __enter__(self):
        self.count += 1
        return self

    def __exit__(self, *details):
        log.append(f"{self.label}#{self.count}")


class Reentrant(AbstractContextManager):
    depth = 0

    def __enter__(self):
        self.depth += 1
        return super().__enter__()

    def __exit__(self, *details):
        self.depth -= 1


def flush(title=""):
    print(title, *log, Resource.opened)
    log.clear()


def attempt(title, action):
    try:
        print(title, "->", action())
    except BaseException as error:
        chain = []
        while error is not None:
            chain.append(f"{type(error).__name__}: {error}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        print(title, "->", " <- ".join(chain))
    flush("   ")


with Resource("a") as a, Resource("b", swallow=ZeroDivisionError), Resource("c"):
    1 / 0
flush("nested")


def several():
    with (Resource("one"), Resource("two", fail_enter=True), Resource("three")):
        return "never"


def both_fail():
    with Resource("outer", fail_exit=OSError("outer exit")), Resource("inner", fail_exit=ValueError("inner exit")):
        raise KeyError("body")


def early():
    for n in range(3):
        with Resource(f"r{n}"):
            if n == 1:
                continue
            if n == 2:
                return n


def staged(error=None, **options):
    with stage("outer"), stage("inner", **options) as depth:
        if error:
            raise error
        return depth


attempt("enter fails", several)
attempt("exits fail", both_fail)
attempt("return", early)
attempt("stages", staged)
attempt("stages swallow", lambda: staged(IndexError("gone")))
attempt("stages replace", lambda: staged(KeyError("k"), reraise=RuntimeError("new")))
attempt("stages pass", lambda: staged(TypeError("t")))
attempt("stop", lambda: staged(StopIteration("s")))
attempt("level", level.get)


def stack_of(*managers, body=None, keep=False):
    with ExitStack() as stack:
        for manager in managers:
            stack.enter_context(manager)
        stack.callback(log.append, "callback")
        stack.push(lambda *details: log.append(details[0] and details[0].__name__))
        if body:
            body()
        return stack.pop_all() if keep else "done"


def boom(error):
    raise error


attempt("stack", lambda: stack_of(Resource("x"), Resource("y")))
attempt("stack fails", lambda: stack_of(Resource("x"), Resource("y", fail_exit=OSError("y exit")),
                                        body=lambda: boom(KeyError("body"))))
attempt("stack swallows", lambda: stack_of(Resource("x", swallow=KeyError), body=lambda: boom(KeyError("body"))))
attempt("stack enter", lambda: stack_of(Resource("x"), Resource("y", fail_enter=True)))
kept = stack_of(Resource("kept"), keep=True)
flush("kept")
attempt("closing", kept.close)
attempt("no manager", lambda: stack_of(3))
attempt("no async", lambda: ExitStack().enter_context(nullcontext) or None)


class Half:
    def __enter__(self): ...


class Waiting:
    async def __aenter__(self):
        log.append("awaited")
        return 7

    async def __aexit__(self, *details):
        log.append(f"left {details[0]}")
        return True


def with_half():
    with Half():
        pass


def with_waiting():
    with Waiting():
        pass


def with_int():
    with 3:
        pass


async def async_with_half():
    async with Half():
        pass


for function in (with_half, with_waiting, with_int, lambda: async_with_half().send(None),
                 lambda: ExitStack().push(3) and "pushed", lambda: closing(3).__exit__(None, None, None)):
    attempt("protocol", function)


async def together():
    async with AsyncExitStack() as stack:
        number = await stack.enter_async_context(Waiting())
        stack.push_async_exit(Waiting())
        stack.enter_context(Resource("sync"))
        raise EOFError(number)
    return number


try:
    together().send(None)
except StopIteration as stop:
    print(stop.value)
flush("async")
timed = Timed("timed")


@timed
def work(n):
    """Works."""
    return n and work(n - 1)


@stage("decorated")
def decorated(x):
    log.append(f"body {x}")


work(2)
decorated(1)
decorated(2)
flush(f"decorators {work.__name__} {work.__doc__} {decorated.__wrapped__.__name__}")
again = Reentrant()
with again, again as same, same:
    print(again.depth, same is again)
used = stage("used")
with used:
    pass
attempt("used twice", lambda: used.__enter__())
lazy = contextmanager(lambda: iter(()))
attempt("no generator", lambda: lazy().__enter__())
forever = contextmanager(lambda: (x for x in range(5)))
attempt("does not stop", lambda: ExitStack().enter_context(forever()) and forever().__enter__())


def not_stopping():
    with forever() as value:
        return value


def caught_and_yields():
    @contextmanager
    def bad():
        try:
            yield
        except ValueError:
            yield

    with bad():
        raise ValueError("again")


attempt("yields twice", not_stopping)
attempt("yields in except", caught_and_yields)
with suppress(KeyError, IndexError) as nothing:
    [][1]
with suppress(ZeroDivisionError):
    raise ExceptionGroup("g", [ZeroDivisionError()])
attempt("group", lambda: [suppress(OSError).__exit__(ExceptionGroup, ExceptionGroup("g", [OSError()]), None)])
with nullcontext([1]) as value, contextlib.redirect_stdout(io.StringIO()) as captured:
    print("inside", value)
    with contextlib.redirect_stdout(sys.__stdout__):
        print("outside", captured.getvalue().strip())
here = os.getcwd()
with contextlib.chdir(os.sep):
    print(os.getcwd(), here == os.getcwd())
with closing(types.SimpleNamespace(close=functools.partial(log.append,
        "closed"))), decimal.localcontext(prec=3) as context, warnings.catch_warnings(record=True,
        action="always") as caught:
    warnings.warn("heard")
    print(decimal.Decimal(2).sqrt(), context.prec, [str(w.message) for w in caught])
flush(nothing)
print(isinstance(a, AbstractContextManager), issubclass(Half, AbstractContextManager),
      isinstance(Waiting(), contextlib.AbstractAsyncContextManager), ABC in AbstractContextManager.__mro__,
      list(itertools.islice(ExitStack.__mro__, 1, 3)), stage.__wrapped__.__name__, gc.collect() >= 0)
