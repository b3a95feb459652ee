"""Helpers for the with statement."""

__all__ = ["asynccontextmanager", "contextmanager", "closing", "nullcontext",
           "AbstractContextManager", "AbstractAsyncContextManager",
           "AsyncExitStack", "ContextDecorator", "ExitStack",
           "redirect_stdout", "redirect_stderr", "suppress", "aclosing", "chdir"]

import abc
import sys
from _collections import deque
from functools import wraps

GenericAlias = type(list[int])
MethodType = type((lambda self: None).__get__(0))


class AbstractContextManager(abc.ABC):
    """Base class of context managers; __enter__ answers the object itself."""

    __class_getitem__ = classmethod(GenericAlias)

    __slots__ = ()

    def __enter__(self):
        """Enter: answers self."""
        return self

    @abc.abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        """Leave: an exception of the block goes on."""
        return None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is AbstractContextManager:
            from _collections_abc import _check_methods
            return _check_methods(C, "__enter__", "__exit__")
        return NotImplemented


class AbstractAsyncContextManager(abc.ABC):
    """Base class of what async with takes: entering gives the manager itself unless a subclass says otherwise."""

    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abc.abstractmethod
    async def __aexit__(self, kind, error, traceback):
        """Swallows nothing."""

    async def __aenter__(self):
        """The manager."""
        return self

    @classmethod
    def __subclasshook__(cls, candidate):
        if cls is not AbstractAsyncContextManager:
            return NotImplemented
        import _collections_abc
        return _collections_abc._check_methods(candidate, "__aenter__", "__aexit__")


class ContextDecorator:
    """Mix-in: a context manager that also works as a function decorator."""

    def _recreate_cm(self):
        # What to enter for one call; one-shot managers answer a fresh one.
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return inner


class AsyncContextDecorator:
    """Mix-in: an asynchronous context manager that can also be put in front of a coroutine function."""

    def _recreate_cm(self):
        # As for ContextDecorator: what serves once overrides it.
        return self

    def __call__(self, func):
        async def within(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)

        return wraps(func)(within)


class _GeneratorContextManagerBase:
    """What the synchronous and the asynchronous generator managers share."""

    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        doc = getattr(func, "__doc__", None)
        if doc is None:
            doc = type(self).__doc__
        self.__doc__ = doc

    def _recreate_cm(self):
        # The generator runs once only, so every decorated call needs its own.
        return self.__class__(self.func, self.args, self.kwds)


class _GeneratorContextManager(
    _GeneratorContextManagerBase,
    AbstractContextManager,
    ContextDecorator,
):
    """The manager that a function decorated with @contextmanager answers."""

    def __enter__(self):
        # Only another call could use these, and it is too late for one: let the
        # arguments die as early as the generator allows.
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            else:
                try:
                    raise RuntimeError("generator didn't stop")
                finally:
                    self.gen.close()
        else:
            if value is None:
                # An instance is needed to recognise it when it comes back.
                value = typ()
            try:
                self.gen.throw(value)
            except StopIteration as exc:
                # The generator ended, so the exception is handled; unless this very
                # StopIteration is what the block raised.
                return exc is not value
            except RuntimeError as exc:
                if exc is value:
                    exc.__traceback__ = traceback
                    return False
                # A StopIteration leaves a generator as the cause of a RuntimeError
                # (PEP 479); it is still the exception of the block.
                if isinstance(value, StopIteration) and exc.__cause__ is value:
                    value.__traceback__ = traceback
                    return False
                raise
            except BaseException as exc:
                # throw() raises what it was given if nobody handles it, whereas
                # __exit__ has to answer false for that.
                if exc is not value:
                    raise
                exc.__traceback__ = traceback
                return False
            try:
                raise RuntimeError("generator didn't stop after throw()")
            finally:
                self.gen.close()


class _AsyncGeneratorContextManager(
    _GeneratorContextManagerBase,
    AbstractAsyncContextManager,
    AsyncContextDecorator,
):
    """The manager that a function decorated with @asynccontextmanager gives: its generator runs to the yield, and on
    after the block."""

    async def __aenter__(self):
        # As in __enter__ above.
        del self.args, self.kwds, self.func
        try:
            value = await self.gen.__anext__()
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None
        return value

    async def __aexit__(self, kind, error, traceback):
        complaint = "generator didn't stop"
        try:
            if kind is None:
                await self.gen.__anext__()
            else:
                complaint += " after athrow()"
                error = kind() if error is None else error
                await self.gen.athrow(error)
        except StopAsyncIteration as end:
            # The generator has ended; so has the exception, unless this is the one that was thrown in.
            return kind is not None and end is not error
        except BaseException as raised:
            # A generator cannot let these two through: they come out as the cause of a RuntimeError.
            wrapped = isinstance(error, (StopIteration, StopAsyncIteration)) and isinstance(raised, RuntimeError)
            if error is None or (raised is not error and not (wrapped and raised.__cause__ is error)):
                raise
            # It goes on from the block, as if it had never been in here.
            error.__traceback__ = traceback
            return False
        try:
            raise RuntimeError(complaint)
        finally:
            await self.gen.aclose()


def asynccontextmanager(func):
    """Decorator: makes the manager of an asynchronous generator function that yields once."""
    def made(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)

    return wraps(func)(made)


def contextmanager(func):
    """Decorator: make a context manager out of a generator function with one yield.

    What comes before the yield runs on entry, what comes after it on exit, and the value
    yielded is bound by `as`. An exception of the block is raised at the yield.
    """
    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)
    return helper


class closing(AbstractContextManager):
    """Calls thing.close() on exit."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class aclosing(AbstractAsyncContextManager):
    """Gives thing to the block and awaits its aclose() behind it."""

    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *raised):
        await self.thing.aclose()


class _RedirectStream(AbstractContextManager):

    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        # A stack, for the same manager may be entered again while it is active.
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_RedirectStream):
    """Replaces sys.stdout for the block."""

    _stream = "stdout"


class redirect_stderr(_RedirectStream):
    """Replaces sys.stderr for the block."""

    _stream = "stderr"


class suppress(AbstractContextManager):
    """Swallows the given exceptions; the program goes on after the block."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        if exctype is None:
            return
        if issubclass(exctype, self._exceptions):
            return True
        if issubclass(exctype, BaseExceptionGroup):
            match, rest = excinst.split(self._exceptions)
            if rest is None:
                return True
            raise rest
        return False


class _BaseExitStack:
    """What the synchronous and the asynchronous exit stacks share."""

    @staticmethod
    def _create_exit_wrapper(cm, cm_exit):
        return MethodType(cm_exit, cm)

    @staticmethod
    def _create_cb_wrapper(callback, /, *args, **kwds):
        def _exit_wrapper(exc_type, exc, tb):
            callback(*args, **kwds)
        return _exit_wrapper

    def __init__(self):
        self._exit_callbacks = deque()

    def pop_all(self):
        """Move everything to a new stack, which is returned, without calling anything."""
        new_stack = type(self)()
        new_stack._exit_callbacks = self._exit_callbacks
        self._exit_callbacks = deque()
        return new_stack

    def push(self, exit):
        """Add the __exit__ of an object, or a callable with the parameters of __exit__."""
        # Looked up on the type, as the with statement does.
        cls = type(exit)
        try:
            exit_method = cls.__exit__
        except AttributeError:
            self._push_exit_callback(exit)
        else:
            self._push_cm_exit(exit, exit_method)
        return exit

    def enter_context(self, cm):
        """Enter cm, add its __exit__, and answer what __enter__ answered."""
        cls = type(cm)
        try:
            _enter = cls.__enter__
            _exit = cls.__exit__
        except AttributeError:
            raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does "
                            f"not support the context manager protocol") from None
        result = _enter(cm)
        self._push_cm_exit(cm, _exit)
        return result

    def callback(self, callback, /, *args, **kwds):
        """Add a plain call, which cannot swallow exceptions."""
        _exit_wrapper = self._create_cb_wrapper(callback, *args, **kwds)
        # The parameters differ, so this is all of functools.wraps that applies.
        _exit_wrapper.__wrapped__ = callback
        self._push_exit_callback(_exit_wrapper)
        return callback

    def _push_cm_exit(self, cm, cm_exit):
        _exit_wrapper = self._create_exit_wrapper(cm, cm_exit)
        self._push_exit_callback(_exit_wrapper, True)

    def _push_exit_callback(self, callback, is_sync=True):
        self._exit_callbacks.append((is_sync, callback))


class ExitStack(_BaseExitStack, AbstractContextManager):
    """A context manager that leaves, last first, whatever was added to it."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_details):
        exc = exc_details[1]
        received_exc = exc is not None
        frame_exc = sys.exception()

        def _fix_exception_context(new_exc, old_exc):
            # In nested with statements an exception raised on exit has the one on its way
            # as context. Here its chain ends at the exception handled around this call
            # instead, so the end of the chain is moved.
            while True:
                exc_context = new_exc.__context__
                if exc_context is None or exc_context is old_exc:
                    return
                if exc_context is frame_exc:
                    break
                new_exc = exc_context
            new_exc.__context__ = old_exc

        suppressed_exc = False
        pending_raise = False
        while self._exit_callbacks:
            is_sync, cb = self._exit_callbacks.pop()
            assert is_sync
            try:
                if exc is None:
                    exc_details = None, None, None
                else:
                    exc_details = type(exc), exc, exc.__traceback__
                if cb(*exc_details):
                    suppressed_exc = True
                    pending_raise = False
                    exc = None
            except BaseException as new_exc:
                _fix_exception_context(new_exc, exc)
                pending_raise = True
                exc = new_exc

        if pending_raise:
            try:
                # The raise statement sets __context__ anew; put ours back.
                fixed_ctx = exc.__context__
                raise exc
            except BaseException:
                exc.__context__ = fixed_ctx
                raise
        return received_exc and suppressed_exc

    def close(self):
        """Leave everything now."""
        self.__exit__(None, None, None)


def _put_behind(raised, earlier, outside):
    """Makes earlier the context of raised, where its chain of contexts ends or comes to what was handled outside."""
    last = raised
    while (context := last.__context__) is not None and context is not earlier and context is not outside:
        last = context
    if context is not None and context is not earlier:
        last.__context__ = earlier


class AsyncExitStack(_BaseExitStack, AbstractAsyncContextManager):
    """As ExitStack, for async with: what is added may be asynchronous or not."""

    async def enter_async_context(self, cm):
        """Enter cm and have it left with the stack; what entering gave."""
        kind = type(cm)
        try:
            enter, leave = kind.__aenter__, kind.__aexit__
        except AttributeError:
            name = f"'{kind.__module__}.{kind.__qualname__}'"
            raise TypeError(f"{name} object does not support the asynchronous context manager protocol") from None
        value = await enter(cm)
        self._push_exit_callback(MethodType(leave, cm), False)
        return value

    def push_async_exit(self, exit):
        """Have exit left with the stack, without entering it; or called, if it is a function like __aexit__."""
        leave = getattr(type(exit), "__aexit__", None)
        self._push_exit_callback(exit if leave is None else MethodType(leave, exit), False)
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        """Have a coroutine function called, whatever happened; it cannot swallow it."""
        async def called(*raised):
            await callback(*args, **kwds)

        called.__wrapped__ = callback
        self._push_exit_callback(called, False)
        return callback

    async def aclose(self):
        """Leave everything now."""
        await self.__aexit__(None, None, None)

    async def __aexit__(self, kind, error, traceback):
        outside = sys.exception()
        current, swallowed, is_new = error, False, False
        while self._exit_callbacks:
            is_sync, leave = self._exit_callbacks.pop()
            told = (None, None, None) if current is None else (type(current), current, current.__traceback__)
            try:
                answer = leave(*told)
                if not is_sync:
                    answer = await answer
            except BaseException as raised:
                _put_behind(raised, current, outside)
                current, is_new = raised, True
            else:
                if answer:
                    current, swallowed, is_new = None, True, False
        if not is_new:
            return swallowed and error is not None
        context = current.__context__
        try:
            raise current
        finally:
            # Raised in here, it would have got what is handled outside for a context.
            current.__context__ = context


class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    """Does nothing; stands in for a context manager that is optional."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        pass


class chdir(AbstractContextManager):
    """Changes the current working directory for the block."""

    def __init__(self, path):
        self.path = path
        self._old_cwd = []

    def __enter__(self):
        import os
        self._old_cwd.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *excinfo):
        import os
        os.chdir(self._old_cwd.pop())
