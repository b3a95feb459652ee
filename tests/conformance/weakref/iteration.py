# The weak containers iterate over a copy of their references: what dies meanwhile is gone at once.
import gc
import weakref


class M:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


gc.disable()
for kind in (weakref.WeakKeyDictionary, weakref.WeakValueDictionary, weakref.WeakSet):
    objects = [M(name) for name in "abcdef"]
    weak = kind()
    for index, one in enumerate(objects):
        if kind is weakref.WeakSet:
            weak.add(one)
        elif kind is weakref.WeakKeyDictionary:
            weak[one] = index
        else:
            weak[index] = one
    print(kind.__name__, sorted(vars(weak)), len(weak))
    if kind is weakref.WeakSet:
        # In no certain order.
        print(sorted(str(item) for item in weak))
        continue
    seen = []
    one = None
    for item in weak:
        seen.append(str(item))
        item = None
        if objects:
            objects.pop()
        print(len(weak), end=" ")
    print(sorted(seen)[:2], len(seen), len(weak))
    del weak, one, item, index, objects
    print(gc.collect())
