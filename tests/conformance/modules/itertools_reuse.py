# Iterators of tuples use their tuple again as long as nobody else holds it.
from itertools import combinations, combinations_with_replacement, pairwise, permutations, product, zip_longest

MAKERS = {
    "combinations": lambda: combinations("abcd", 3),
    "combinations_with_replacement": lambda: combinations_with_replacement("abc", 2),
    "permutations": lambda: permutations("abc"),
    "product": lambda: product("abc", "def"),
    "zip_longest": lambda: zip_longest("abc", "defg"),
    "pairwise": lambda: pairwise("abcd"),
}
for name, make in MAKERS.items():
    print(name, len(set(map(id, make()))), len(set(map(id, list(make())))) == len(list(make())))
    iterator = make()
    kept = next(iterator)
    before = kept
    print(kept, next(iterator), next(iterator), kept is before)


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def noisy():
    for name in "abc":
        yield Noisy(name)


for pair in zip_longest(noisy(), "xyz"):
    names = [getattr(part, "name", part) for part in pair]
    del pair
    print(names)
