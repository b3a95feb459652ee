# Thresholds, counts, enabling, freezing, statistics.
import gc

print(gc.get_threshold(), gc.isenabled())
gc.set_threshold(700)
print(gc.get_threshold())
gc.set_threshold(500, 5, 0)
print(gc.get_threshold())
for args in ((), ("a",), (1, 2, 3, 4)):
    try:
        gc.set_threshold(*args)
    except TypeError as error:
        print(type(error).__name__)
gc.set_threshold(2000, 10, 10)
gc.disable()
print(gc.isenabled())
gc.collect()
before = gc.get_count()[0]
keep = [[] for _ in range(100)]
print(gc.get_count()[0] - before >= 100, gc.get_count()[1:])
gc.collect(0)
print(gc.get_count()[1])
gc.collect(1)
print(gc.get_count()[1:])
gc.collect()
print(gc.get_count()[1:])
stats = gc.get_stats()
print(len(stats), [sorted(s) for s in stats], stats[2]["collections"] >= 2)
gc.freeze()
print(gc.get_freeze_count() > 0)
a = []
a.append(a)
del a
print(gc.collect())
gc.unfreeze()
print(gc.get_freeze_count())
gc.enable()
print(gc.isenabled(), all(isinstance(o, object) for o in gc.get_objects()), any(o is keep for o in gc.get_objects()))
print(any(o is keep for o in gc.get_objects(generation=2)), any(o is keep for o in gc.get_objects(0)))
fresh = []
print(any(o is fresh for o in gc.get_objects(generation=0)))
try:
    gc.get_objects(3)
except ValueError as error:
    print(error)
