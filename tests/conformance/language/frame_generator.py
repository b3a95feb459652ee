# f_generator: the generator that owns a frame, as long as it does.
import sys
import types


def show(label, frame):
    owner = frame.f_generator
    print(label, None if owner is None else type(owner).__name__)


def plain():
    return sys._getframe()


show("module", sys._getframe())
show("function", plain())


def numbers():
    frame = sys._getframe()
    print(frame.f_generator is generator)
    yield frame
    yield 2


generator = numbers()
early = generator.gi_frame
print(early.f_generator is generator)
frame = next(generator)
print(frame is early, frame.f_generator is generator, sys.getrefcount(generator))
list(generator)
show("ended", frame)

generator = numbers()
frame = next(generator)
generator.close()
show("closed", frame)

generator = numbers()
frame = generator.gi_frame
del generator
show("dead", frame)


def failing():
    yield
    raise ValueError


generator = failing()
next(generator)
frame = generator.gi_frame
try:
    next(generator)
except ValueError as error:
    show("failed", error.__traceback__.tb_next.tb_frame)
show("failed", frame)


async def coroutine():
    frame = sys._getframe()
    print(frame.f_generator is made)
    await waiting()
    return frame


@types.coroutine
def waiting():
    print(sys._getframe().f_generator.gi_code.co_name, sys._getframe(1).f_generator is made)
    yield


made = coroutine()
made.send(None)
print(made.cr_frame.f_generator is made)
try:
    made.send(None)
except StopIteration as stop:
    show("returned", stop.value)


async def asynchronous():
    yield sys._getframe()


made = asynchronous()
try:
    made.asend(None).send(None)
except StopIteration as stop:
    print(stop.value.f_generator is made)
try:
    frame.f_generator = None
except AttributeError as error:
    print(error)
