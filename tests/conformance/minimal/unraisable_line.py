"""The line of what is reported while a clause ends."""
import sys


class Bomber:
    def __del__(self):
        raise ValueError


def hook(given):
    entry = given.exc_traceback
    while entry:
        print(entry.tb_frame.f_code.co_name, entry.tb_lineno)
        entry = entry.tb_next


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


def failing(held):
    raise TypeError


def ends():
    started = stubborn()
    next(started)
    try:
        failing(started)
    except BaseException as error:
        del started
        print(type(error))


sys.unraisablehook = hook
ends()
