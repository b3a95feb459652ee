"""Callbacks of the collector that change the list of callbacks while it is gone through."""
import gc


def clearing(phase, info):
    print("clearing", phase)
    gc.callbacks.clear()


def telling(phase, info):
    print("telling", phase, info["collected"])


def adding(phase, info):
    print("adding", phase)
    if len(gc.callbacks) < 6:
        gc.callbacks.append(telling)


def removing(phase, info):
    print("removing", phase)
    gc.callbacks.remove(removing)


gc.disable()
for callbacks in [clearing, telling], [adding, telling], [removing, telling, adding], [telling, clearing, adding]:
    gc.callbacks[:] = callbacks
    gc.collect()
    print(len(gc.callbacks))
gc.callbacks.clear()


class Keeper:
    def __init__(self):
        self.infos = []

    def __call__(self, phase, info):
        self.infos.append(info)
        gc.callbacks.clear()

    def __del__(self):
        print("keeper dies", self.infos)


gc.callbacks.append(Keeper())
gc.collect()
print("end")
