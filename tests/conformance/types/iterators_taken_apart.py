# What `__reduce__` and `__setstate__` of iterators give, and what they accept.


def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


class Sequence:
    def __getitem__(self, index):
        if index > 3:
            raise IndexError
        return index


for iterator in [iter(range(1, 9, 2)), iter(range(1 << 70, 0, -(1 << 68)))]:
    next(iterator)
    print(iterator.__reduce__())
    for state in (1, -3, 1):
        iterator.__setstate__(state)
        print(iterator.__reduce__(), iterator.__length_hint__())
    attempt(iterator.__setstate__, 1 << 80)
    print(list(iterator), iterator.__reduce__())
attempt(iter(range(4)).__setstate__, "a")

for sequence in [(1, 2, 3), [1, 2, 3]]:
    iterator = reversed(sequence)
    next(iterator)
    print(iterator.__reduce__())
    iterator.__setstate__(7)
    print(iterator.__reduce__())
    attempt(iterator.__setstate__, "a")
    function, arguments, state = iterator.__reduce__()
    copy = function(*arguments)
    copy.__setstate__(0)
    print(list(copy), list(iterator), iterator.__reduce__()[1:])
    iterator = reversed(sequence)
    iterator.__setstate__(-9)
    print(list(iterator))

items = {1: 2, 3: 4}
for iterator in [iter(items), iter(items.items()), reversed(items.values()), iter({1, 2})]:
    next(iterator)
    print(iterator.__reduce__(), list(iterator), iterator.__reduce__())
iterator = iter(items)
items[5] = 6
attempt(iterator.__reduce__)

iterator = iter(Sequence())
print(iterator.__reduce__()[2], iterator.__setstate__(-4), iterator.__setstate__(2), list(iterator))
print(iterator.__reduce__(), iterator.__setstate__(3))
iterator = iter(int, 0)
print(iterator.__reduce__(), list(iterator), iterator.__reduce__())

counted = enumerate("abc", 5)
print(next(counted), counted.__reduce__()[0], counted.__reduce__()[1][1])
print(next(enumerate("abc", 1 << 70).__reduce__()[0]("xy", 3)), enumerate("", 1 << 70).__reduce__()[1][1])
print(zip("a", "b").__reduce__()[0], len(zip("a", "b").__reduce__()), zip("a", strict=True).__reduce__()[2], zip().__reduce__())
pairs = zip("a", "bc")
print(pairs.__setstate__(1), next(pairs))
attempt(next, pairs)
attempt(list, zip("abc", "abc", "a", strict=True))
print(map(len, []).__reduce__()[1][0], len(map(len, [], []).__reduce__()[1]), filter(None, []).__reduce__()[1][0])


class Own(filter):
    pass


print(Own(None, []).__reduce__()[0])
