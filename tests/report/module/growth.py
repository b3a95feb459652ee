# growth(), watch(), snapshots and their differences.
import gc

import ouropy

gc.collect()


class Session:
    def __init__(self):
        self.data = [1, 2, 3]


registry = []


def handle():
    registry.append({"session": Session()})


def cyclic():
    one = Session()
    one.itself = one


def clean():
    return [Session() for _ in range(10)]


cache = {}


def cached():
    cache.setdefault("key", Session())


grown = ouropy.growth(handle, 10)
print(grown)
print(bool(grown), grown.objects_per_call, grown.garbage_objects_per_call, grown.why.ways[0])
print()
grown = ouropy.growth(cyclic, 10)
print(grown)
print(bool(grown), grown.objects_per_call, grown.garbage_objects_per_call)
print()
print(ouropy.growth(clean, 10))
print(ouropy.growth(cached, 10))
print(gc.isenabled(), "the collector finds", gc.collect())

with ouropy.watch() as seen:
    handle()
print()
print(seen)
print(seen.objects_per_call, [row.class_name for row in seen.kept])
with ouropy.watch("nothing") as seen:
    clean()
print(seen)

before = ouropy.snapshot()
print(ouropy.snapshot() - before)
registry.append(Session())
cyclic()
after = ouropy.snapshot()
print(after - before)
print(ouropy.diff(before, after)["Session"])
registry.pop()
gc.collect()
print(ouropy.snapshot() - before)
print(before["Session"].objects, "sessions,", before["no such class"].objects, "of a class that is not there")
