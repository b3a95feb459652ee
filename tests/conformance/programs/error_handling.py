"""Error handling: hierarchies, groups, notes, chains, warnings, tracebacks as text, custom hooks, retries, cleanup."""
import contextlib
import errno
import functools
import io
import logging
import os
import sys
import traceback
import warnings


class AppError(Exception):
    code = 1

    def __init__(self, message, *, hint=None):
        super().__init__(message)
        self.hint = hint

    def __str__(self):
        return f"[{self.code}] {super().__str__()}" + (f" (hint: {self.hint})" if self.hint else "")


class NotFound(AppError, LookupError):
    code = 44


def retry(times, *kinds):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            errors = []
            for attempt in range(1, times + 1):
                try:
                    return function(*args, attempt=attempt, **kwargs)
                except kinds as error:
                    error.add_note(f"attempt {attempt}")
                    errors.append(error)
            raise ExceptionGroup(f"{function.__name__} failed {times} times", errors)
        return wrapper
    return decorate


@retry(2, OSError, ValueError)
def flaky(what, attempt):
    if what == "os":
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), "file.txt")
    if what == "value" and attempt == 1:
        raise ValueError("first")
    if what == "key":
        raise KeyError(what)
    return f"{what} after {attempt}"


for what in ("fine", "value", "os", "key"):
    try:
        print(flaky(what))
    except* OSError as group:
        print("OS errors:", [(e.filename, e.__notes__) for e in group.exceptions])
    except* KeyError as group:
        print("keys:", group.exceptions, group.message)


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise AppError("cannot parse", hint="digits") from error


def lookup(key):
    try:
        return {}[key]
    except KeyError:
        raise NotFound(key) from None


def context():
    try:
        1 / 0
    except ZeroDivisionError:
        undefined_name


for function, argument in ((parse, "x"), (lookup, "k"), (context, None)):
    try:
        function(*([argument] if argument else []))
    except Exception as error:
        print(type(error).__mro__[1].__name__, "|", error, "|", repr(error.__cause__), "|", repr(error.__context__), error.__suppress_context__)
        lines = traceback.format_exception(error)
        print("".join(lines).replace(os.path.dirname(os.path.abspath(__file__)) + os.sep, ""))
try:
    try:
        raise ExceptionGroup("outer", [ValueError(1), ExceptionGroup("inner", [TypeError(2), ValueError(3)])])
    except* TypeError as group:
        print(group, group.exceptions)
        raise RuntimeError("from handler")
except ExceptionGroup as group:
    print(group.message, [type(e).__name__ for e in group.exceptions])
    print(group.subgroup(ValueError), group.split(lambda e: isinstance(e, RuntimeError))[0])
    out = io.StringIO()
    traceback.print_exception(group, file=out)
    print(out.getvalue().replace(os.path.dirname(os.path.abspath(__file__)) + os.sep, ""))


def old_api():
    warnings.warn("old_api is deprecated", DeprecationWarning, stacklevel=2)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    old_api()
    warnings.warn_explicit("explicit", UserWarning, "x.py", 7)
print([(w.category.__name__, str(w.message), w.lineno > 0) for w in caught])
with warnings.catch_warnings():
    warnings.filterwarnings("error", message=".*deprecated")
    try:
        old_api()
    except DeprecationWarning as error:
        print("raised", error)
stack = contextlib.ExitStack()
stack.push(lambda kind, error, tb: print("exit sees", kind and kind.__name__) or kind is KeyError)
stack.callback(print, "callback", 1)
with stack:
    raise KeyError("swallowed")
seen = []
hook, sys.excepthook = sys.excepthook, lambda kind, error, tb: seen.append(kind)
sys.excepthook(ValueError, ValueError(), None)
sys.excepthook = hook
print(seen, sys.exc_info())


def frames():
    return [f.name for f in traceback.extract_stack()], [f[0].f_code.co_name for f in traceback.walk_stack(None)]


print(frames())
log = logging.getLogger("errors")
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
log.addHandler(handler)
log.propagate = False
try:
    parse("y")
except AppError:
    log.error("failed: %s", "y", exc_info=False)
    handler.setFormatter(logging.Formatter("{levelname}:{funcName}:{message}", style="{"))
    log.critical("%(a)s", {"a": 1})
try:
    raise SystemExit("bye")
except SystemExit as error:
    print(error.code, isinstance(error, Exception))
with contextlib.suppress(RecursionError):
    def forever(): return forever()
    forever()
print(sys.getrecursionlimit())
try:
    eval("1 +")
except SyntaxError as error:
    print(error.msg, error.lineno, error.offset, repr(error.text))
    print("".join(traceback.format_exception_only(error)))
print(repr(traceback.TracebackException.from_exception(ValueError("v")).__str__()))
assert not os.path.exists("/no/such"), "unreachable"
try:
    assert 1 == 2, {"got": 1}
except AssertionError as error:
    print(error.args)
