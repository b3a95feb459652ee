# A whole unreachable group survives when one finalizer brings one member back.
import gc

gc.disable()
saved = []


class Saver:
    def __del__(self):
        saved.append(self.other)


class Other:
    def __del__(self):
        print("other finalized")


s, o = Saver(), Other()
s.other, o.saver = o, s
del s, o
print(gc.collect(), len(saved), saved[0].saver.other is saved[0])
print(gc.collect())
saved.clear()
print(gc.collect(), len(saved), gc.garbage)
