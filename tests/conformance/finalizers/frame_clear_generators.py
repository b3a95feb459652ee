# frame.clear() of a generator that has not begun finalizes it; a coroutine is warned about and stays as it is.
import sys
import warnings


def watched(label, action):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = action()
        except Exception as error:
            result = repr(error)
    print(label, result, [str(warning.message) for warning in caught])


async def coroutine():
    pass


def generator():
    yield 1


async def asynchronous():
    yield 1


made = coroutine()
frame = made.cr_frame
watched("clear", frame.clear)
print(made.cr_frame is frame)
watched("again", frame.clear)
watched("close", made.close)
made = coroutine()
watched("clear", made.cr_frame.clear)


def send():
    try:
        made.send(None)
    except StopIteration:
        return "returned"


watched("send", send)
made = generator()
watched("clear", made.gi_frame.clear)
print(made.gi_frame, list(made))
made = asynchronous()
watched("clear", made.ag_frame.clear)
print(made.ag_frame)


def hooked():
    sys.set_asyncgen_hooks(finalizer=lambda generator: print("finalizer", type(generator).__name__))
    made = asynchronous()
    made.asend(None)
    frame = made.ag_frame
    frame.clear()
    print(made.ag_frame is frame)
    sys.set_asyncgen_hooks(finalizer=None)


watched("hooks", hooked)
