# What happens at the end: atexit functions, module globals, sys.modules.
import atexit


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


@atexit.register
def first():
    print("atexit first registered")


atexit.register(print, "atexit second", sep="")
a = D("a")
b = D("b")
_c = D("_c")
cycle = D("cycle")
cycle.me = cycle


def function(default=D("default value")):
    pass


print("end of script")
