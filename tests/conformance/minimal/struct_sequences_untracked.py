"""A struct sequence that C code makes is never tracked; its items go from the first to the last."""
import gc
import os
import sys
import time


class Mortal:
    def __init__(self, label):
        self.label = label

    def __del__(self):
        print("del", self.label)


class Bomber:
    def __del__(self):
        raise ValueError


def kept(given, held=[]):
    print(gc.is_tracked(given))


sys.unraisablehook = kept
Bomber()
print(gc.is_tracked(os.stat(".")), gc.is_tracked(time.localtime()), gc.is_tracked(sys.version_info))
print(gc.is_tracked(time.struct_time(range(9))))
made = time.struct_time([Mortal(number) for number in range(9)] + [Mortal("zone")])
print([referent.label for referent in gc.get_referents(made) if type(referent) is Mortal])
del made
