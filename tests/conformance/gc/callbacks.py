# gc.callbacks are told when a collection starts and stops.
import gc

gc.disable()
gc.collect()
log = []


def callback(phase, info):
    log.append((phase, info))


gc.callbacks.append(callback)
a = []
a.append(a)
del a
gc.collect()
gc.collect(0)
gc.callbacks.remove(callback)
for entry in log:
    print(entry)


def broken(phase, info):
    raise ValueError(phase)


gc.callbacks.append(broken)
gc.collect(0)
gc.callbacks.clear()
print("end")
