"""Exit functions are in tuples, which the collector sees; an instance whose `__init__` fails dies before the report."""
import atexit
import gc
import sys


class Mortal:
    def __init__(self, label):
        self.label = label

    def __repr__(self):
        return self.label

    def __del__(self):
        print("del", getattr(self, "label", None), flush=True)


def called(*given, **named):
    print(given, named)


one, two = Mortal("one"), Mortal("two")
atexit.register(called, one, two, key=two)
atexit.register(called)
print([holder for holder in gc.get_referrers(one) if holder is not globals()])
print([holder for holder in gc.get_referrers(two) if holder is not globals()])
print([holder[1:] for holder in gc.get_referrers(called) if type(holder) is tuple])
atexit.register(Mortal("gone").__init__, "a")
atexit.unregister(None)
atexit.register(Mortal)
sys.unraisablehook = lambda given: print("unraisable", given.err_msg, flush=True)
print("end")
