# What set operations say of an item that has no hash.
def attempt(name, function):
    try:
        print(name, function())
    except TypeError as error:
        print(name, error)


class Hashing:
    def __hash__(self):
        raise TypeError("my own")


for item in [], Hashing():
    for made in set({1}), frozenset({1}), set():
        for name in ("intersection", "union", "difference", "symmetric_difference", "isdisjoint", "issubset",
                     "issuperset", "update", "intersection_update", "difference_update", "symmetric_difference_update"):
            if hasattr(made, name):
                for source in [item], (1, item), {}.fromkeys([2]), iter([1, 1, 1, item]):
                    attempt(name, lambda: getattr(made, name)(source))
    for name in "add", "discard", "remove", "__contains__":
        attempt(name, lambda: getattr({1}, name)(item))
    attempt("display", lambda: {item})
    attempt("starred", lambda: {*[item]})
    attempt("comprehension", lambda: {i for i in [item]})
    attempt("set", lambda: set([item]))
    attempt("frozenset", lambda: frozenset([item]))
    attempt("keys &", lambda: {1: 2}.keys() & [item])
    attempt("keys |", lambda: {1: 2}.keys() | [item])
    attempt("keys -", lambda: {1: 2}.keys() - [item])
    attempt("keys ^", lambda: {1: 2}.keys() ^ [item])
    attempt("items &", lambda: {1: 2}.items() & [(1, item)])
    attempt("items ^", lambda: {1: item}.items() ^ {1: 2}.items())
    attempt("isdisjoint", lambda: {1: 2}.keys().isdisjoint([item]))
    attempt("in keys", lambda: item in {1: 2}.keys())
    attempt("in items", lambda: (item, 1) in {1: 2}.items())
    attempt("fromkeys", lambda: dict.fromkeys([item]))
    attempt("dict", lambda: dict([(item, 1)]))
