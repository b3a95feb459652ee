"""A chain of generators that was suspended before anybody traced: each is told of when it goes on, the outermost first."""
import sys


class Awaitable:
    def __await__(self):
        answer = yield 1
        return answer


async def task():
    try:
        return await Awaitable()
    finally:
        print("task ends")


def inner():
    received = yield 1
    return received


def middle():
    return (yield from inner())


def outer():
    return (yield from middle())


def step(chain):
    try:
        return chain.send(None)
    except StopIteration as done:
        return done.value


def trace(frame, event, argument):
    print(event, frame.f_code.co_name, frame.f_lineno, type(argument).__name__)
    return trace


for make in task, middle, outer:
    print(make.__name__)
    chain = make()
    step(chain)
    sys.settrace(trace)
    step(chain)
    sys.settrace(None)
