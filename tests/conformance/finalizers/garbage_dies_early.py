# An object found to be garbage dies by its count before its own finalizer's turn, and comes back: it is no part of the
# collection any more.
import gc

survivors = []


class Holder:
    def __del__(self):
        print("Holder.__del__")
        held = self.__dict__.pop("held")
        del held
        print("held again:", hasattr(self, "held"))


class Held:
    def __del__(self):
        print("Held.__del__")
        self.holder.held = self
        survivors.append(self.holder)


def make():
    holder = Holder()
    holder.itself = holder
    holder.held = Held()
    holder.held.holder = holder
    holder.held.items = [[number] for number in range(3)]


for turn in range(3):
    gc.collect()
    make()
    print("collected", gc.collect())
    del survivors.pop().__dict__["held"].holder
    print("collected", gc.collect())

for turn in range(3):
    gc.collect()
    make()
    print("collected", gc.collect())
    neighbours = [[] for _ in range(10)]
    del survivors[0].held
    del neighbours
    survivors.clear()
    print("collected", gc.collect())

print("tracked", all(gc.is_tracked([]) for _ in range(1000)), gc.garbage)
