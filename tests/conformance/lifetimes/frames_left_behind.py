# What a frame that has ended still refers to: its locals, and no operand of its last expressions.
import gc
import sys


def caller(number):
    return sys._getframe(number)


def plain():
    return [caller(1)][0]


def operands(given):
    kept = [given]
    return [caller(1), kept, 5][0]


def in_a_loop(given):
    for index in [1, 2]:
        frame = sys._getframe()
        if index == 2:
            return frame


def failing(given, frames):
    frames.append(sys._getframe())
    return [1, 2, (3).__add__(4), given.missing]


def shown(frame):
    print([type(item).__name__ for item in gc.get_referents(frame)])


shown(plain())
shown(operands([]))
shown(in_a_loop([]))
frames = []
try:
    failing([], frames)
except AttributeError:
    pass
shown(frames[0])
