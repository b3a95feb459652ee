"""Assertions for tests: context managers and decorators."""

from ._growth import growth, watch
from ._report import Session

# The flag of the code of an async function.
_IS_COROUTINE = 0x80


class _Check:
    """A context manager that is a decorator as well: each call of the function is a block."""

    def __call__(self, f):
        from functools import wraps

        if getattr(getattr(f, "__code__", None), "co_flags", 0) & _IS_COROUTINE:

            @wraps(f)
            async def checked(*arguments, **named):
                with self._again():
                    return await f(*arguments, **named)

        else:

            @wraps(f)
            def checked(*arguments, **named):
                with self._again():
                    return f(*arguments, **named)

        return checked

    def _again(self):
        return type(self)()


class assert_no_cycles(_Check):
    """Fails (AssertionError) if its block leaves a reference cycle that only the collector frees. The message is the
    report. As a decorator it checks each call.

    What a variable still holds when the block ends is no garbage yet: as a decorator it sees more.
    """

    def __enter__(self):
        self._session = Session()
        return self

    def __exit__(self, kind, error, traceback):
        report = self._session.end()
        if report and kind is None:
            raise AssertionError(str(report))


class assert_no_growth(_Check):
    """Fails (AssertionError) if its block leaves objects behind, kept by something or in cycles. The message says which
    and why.

    As a decorator it calls the function `warmup` times and then `calls` times, and fails if each call leaves something.
    """

    def __init__(self, calls=6, *, warmup=2):
        self._calls = calls
        self._warmup = warmup

    def __call__(self, f):
        if callable(self._calls):
            raise TypeError("assert_no_growth is called before it decorates: @assert_no_growth()")
        from functools import wraps

        calls, warmup = self._calls, self._warmup

        @wraps(f)
        def checked(*arguments, **named):
            @wraps(f)
            def call():
                f(*arguments, **named)

            found = growth(call, calls, warmup=warmup)
            if found:
                raise AssertionError(str(found))

        return checked

    def __enter__(self):
        self._watch = watch()
        return self._watch.__enter__()

    def __exit__(self, kind, error, traceback):
        seen, self._watch = self._watch, None
        seen.__exit__(kind, error, traceback)
        if seen and kind is None:
            raise AssertionError(str(seen))


def assert_no_gc_cycles(*args, **kwargs):
    """`numpy.testing.assert_no_gc_cycles`: fails if calling `args[0](*args[1:], **kwargs)` leaves reference cycles.
    Without arguments it is a context manager.
    """
    if not args:
        if kwargs:
            raise TypeError("assert_no_gc_cycles needs a function to pass named arguments to")
        return assert_no_cycles()
    f, *args = args
    with assert_no_cycles():
        f(*args, **kwargs)
    return None
