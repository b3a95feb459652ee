"""An exit function empties sys.modules: what the modules held still dies."""
import atexit
import functools
import gc
import sys


class Mortal:
    def __init__(self, label):
        self.label = label

    def __del__(self):
        print("del", self.label)


gc.disable()
mortal = Mortal("global")
functools.kept = Mortal("in another module")
sys.kept = Mortal("in sys")
atexit.register(print, "last exit function")
atexit.register(sys.modules.clear)
print("end")
