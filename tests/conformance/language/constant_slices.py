# A slice of constants is a constant: made once, given again each time, and equal ones of a function are one.
class Shown:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        self.key = key

    def __delitem__(self, key):
        self.key = key


shown = Shown()


def load(): return shown[1:2]


def store():
    shown[1:2] = 3
    return shown.key


def delete():
    del shown[1:2]
    return shown.key


def negative(): return shown[-1:2]


def folded(): return shown[1 + 1:2]


def of_tuple(): return shown[(1, 2):]


def pair(): return shown[1:2, ...]


def twice(): return shown[1:2], shown[1:2]


def partly(): return shown[1:2, shown]


def text(): return shown["a":None], shown[::], shown[True:1.5:b"x"]


for function in [load, store, delete, negative, folded, of_tuple, pair]:
    print(function.__name__, function() is function(), function())
print(twice()[0] is twice()[1], partly()[0] is partly()[0], text())
print(sorted(str(value) for value in text.__code__.co_consts))

try:
    shown[1:3] += (1,)
except TypeError as error:
    print(error)
items = [1, 2, 3, 4, 5]
print(items[1:3], items[:], items[::2], items[1:], "abcdef"[1:4:2], b"abc"[1:], (1, 2, 3)[:2], "a"[5:])
items[1:3] = [0]
print(items)
del items[:2]
print(items)
items[0:1] += [7, 8]
print(items)
print("abc"[1:2], (1, 2, 3)[0:2], b"xyz"[::2], (1, 2)[:True], "häß"[1:], "abc"[::-1], (1, 2, 3)[-2:])
for source in ["'abc'[::0]", "'abc'['a':]", "'abc'[1.0:]"]:
    try:
        eval(source)
    except (TypeError, ValueError) as error:
        print(source, error)
