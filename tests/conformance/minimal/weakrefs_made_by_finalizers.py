"""A weak reference that a finalizer makes to cyclic garbage is cleared without a word, and keeps its callback."""
import gc
import weakref

kept = []


class Watched:
    def __del__(self):
        kept.append(weakref.ref(self, lambda reference: print("callback", reference())))


one = Watched()
one.cycle = one
del one
print(gc.collect() > 0, [(reference(), reference.__callback__ is None) for reference in kept])
one = Watched()
del one
print([(reference(), reference.__callback__ is None) for reference in kept])
