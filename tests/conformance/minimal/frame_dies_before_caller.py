"""A frame object that dies lets go of its locals first and then of its caller's frame."""
import sys


class Mortal:
    def __init__(self, label):
        self.label = label

    def __del__(self):
        print("del", self.label)


def framed(held):
    mine = Mortal("local of the inner frame")
    return sys._getframe()


def generate(held):
    yield held


def outer(wrap):
    mine = [Mortal("local of the outer frame")]
    kept.append(wrap(framed(1)))


kept = []
for wrap in [lambda frame: frame, generate, lambda frame: [frame]]:
    outer(wrap)
    kept.clear()
    print()
outer(generate)
kept.pop().close()
print()

frame = framed(Mortal("argument"))
frame.f_trace = Mortal("trace function")
frame.f_locals["extra"] = Mortal("extra local")
frame.f_locals["held"] = Mortal("written over")
frame.f_locals["held"] = Mortal("last value")
del frame
