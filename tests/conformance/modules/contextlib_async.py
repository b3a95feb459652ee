# The asynchronous half of contextlib.
import contextlib


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    except BaseException as error:
        return f"{type(error).__name__}: {error} (context {error.__context__!r}, cause {error.__cause__!r})"


@contextlib.asynccontextmanager
async def managed(name, how="plain"):
    """Says what happens."""
    if how == "nothing":
        return
    print("enter", name)
    try:
        yield name
    except KeyError as error:
        print("handled", repr(error))
        if how == "again":
            yield 2
        if how == "other":
            raise ValueError("other") from error
    finally:
        print("exit", name)
    if how == "twice":
        yield 3


async def use(name, how, error=None):
    async with managed(name, how) as value:
        print("inside", value)
        if error is not None:
            raise error
    return "done"


for arguments in (
    ("a", "plain"), ("b", "plain", KeyError("k")), ("c", "plain", OSError("o")), ("d", "nothing"), ("e", "twice"),
    ("f", "again", KeyError("k")), ("g", "other", KeyError("k")), ("h", "plain", StopIteration("s")),
    ("i", "plain", StopAsyncIteration("s")), ("j", "plain", RuntimeError("r")), ("k", "plain", GeneratorExit()),
):
    print(run(use(*arguments)))

print(managed.__name__, managed.__doc__, type(managed("x")).__mro__[1:4])


@managed("decorator")
async def decorated(a):
    print("called with", a)
    return a


print(run(decorated(1)), run(decorated(2)))


class Manager:
    def __init__(self, name, swallow=False, error=None):
        self.name, self.swallow, self.error = name, swallow, error

    async def __aenter__(self):
        print("aenter", self.name)
        return self.name

    async def __aexit__(self, kind, error, traceback):
        print("aexit", self.name, repr(error))
        if self.error:
            raise self.error
        return self.swallow


async def callback(*arguments, **keywords):
    print("callback", arguments, keywords)


async def stack(*managers, error=None):
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(callback, 1, b=2)
        stack.callback(print, "plain callback")
        stack.enter_context(contextlib.nullcontext())
        for manager in managers:
            await stack.enter_async_context(manager)
        stack.push_async_exit(Manager("pushed"))
        if error:
            raise error
        print("body")
    return "done"


print(run(stack()))
print(run(stack(Manager("a"), Manager("b", swallow=True), error=ValueError("v"))))
print(run(stack(Manager("a", error=LookupError("l")), Manager("b"), error=ValueError("v"))))
print(run(stack(1)))


async def moved():
    async with contextlib.AsyncExitStack() as first:
        await first.enter_async_context(Manager("moved"))
        second = first.pop_all()
    print("left")
    await second.aclose()


run(moved())


async def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("closed")


async def closing():
    async with contextlib.aclosing(numbers()) as generator:
        async for number in generator:
            print(number)
            break
    async with contextlib.nullcontext("null") as value:
        print(value)


run(closing())
print(issubclass(Manager, contextlib.AbstractAsyncContextManager), issubclass(int, contextlib.AbstractAsyncContextManager))
print([name in contextlib.__all__ for name in ("asynccontextmanager", "aclosing", "AsyncExitStack", "AsyncContextDecorator")])
