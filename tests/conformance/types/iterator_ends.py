# Iterators that are moved on while they give an item, and numbers that get too large.
import sys


class Endless:
    def __getitem__(self, index):
        return index


iterator = iter(Endless())
iterator.__setstate__(sys.maxsize - 2)
print(next(iterator) - sys.maxsize, next(iterator) - sys.maxsize)
for _ in range(2):
    try:
        next(iterator)
    except OverflowError as error:
        print(error)


def spam():
    if spam.is_recursive:
        return "end"
    spam.is_recursive = True
    list(spam.iterator)
    return "more"


spam.is_recursive = False
spam.iterator = iter(spam, "end")
print(next(spam.iterator, "nothing"))


class Skips:
    skipped = False

    def __getitem__(self, index):
        if index == 2 and not self.skipped:
            self.skipped = True
            next(self.iterator)
        if index > 5:
            raise IndexError
        return index


skips = Skips()
skips.iterator = iter(skips)
print(list(skips.iterator))

array = bytearray(b",")


def changes():
    array.clear()
    yield b"A"
    yield b"B"


try:
    array.join(changes())
except BufferError as error:
    print(error, array)
print(array.join([b"a", array, memoryview(b"c")]))

for start, stop, step in ((2**63 - 1, -(2**63), -1), (-(2**63), 2**63 - 2, 1), (2**63 - 2, 2**63 - 1, 2), (5, -(2**63), 2**62)):
    print(list(zip(reversed(range(start, stop, step)), range(3))))

data = list(range(10))


class Killer:
    def __init__(self, item):
        pass

    def __del__(self):
        del data[:]
        data[:] = range(20)

    def __lt__(self, other):
        return False


try:
    data.sort(key=Killer)
except ValueError as error:
    print(error)
