# Errors that nobody can catch, while the hook for them is broken.
import sys


class A:
    def __init__(self, text):
        self.text = text

    def __del__(self):
        raise ValueError(self.text)


class Liar:
    def __repr__(self):
        raise RuntimeError("no repr")

    def __del__(self):
        raise RuntimeError("liar")


A("plain")
Liar()


def hook(unraisable):
    raise KeyError("hook")


sys.unraisablehook = hook
A("hook raises")
sys.unraisablehook = 5
A("hook is a number")
sys.unraisablehook = lambda: None
A("hook takes nothing")
sys.unraisablehook = None
A("no hook")
del sys.unraisablehook
A("deleted")


class Exits:
    def __del__(self):
        sys.exit(5)


Exits()
print("end")
