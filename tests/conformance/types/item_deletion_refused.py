# What says "doesn't" and what "does not" when an item cannot be deleted.
import collections


class Plain:
    pass


for value in [set(), frozenset(), (), "", b"", range(3), {}.keys(), {}.items(), {}.values(), 1, 1.5, None, len, Plain(), Plain,
              iter([]), collections.deque, type({}.keys()), slice(1), Ellipsis, (x for x in ())]:
    for key in (0, "a", None):
        try:
            del value[key]
        except TypeError as error:
            print(type(value).__name__, repr(key), error)
