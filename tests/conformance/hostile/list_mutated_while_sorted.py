# Lists changed while they are sorted or iterated.
v = [3, 1, 2]


def key(x):
    v.append(x)
    return x


try:
    v.sort(key=key)
except ValueError as error:
    print(error, v)


class L:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        items.clear()
        return self.n < other.n


items = [L(3), L(1), L(2)]
try:
    items.sort()
    print("sorted", [i.n for i in items])
except ValueError as error:
    print(error, [i.n for i in items])
v = [1, 2, 3]
try:
    v.sort(key=lambda x: 1 // (x - 2))
except ZeroDivisionError:
    print(v)
v = [3, 1, 2]
seen = []
v.sort(key=lambda x: seen.append(list(v)) or x)
print(seen, v)
v = [1, 2, 3, 4]
for x in v:
    if x == 2:
        v.remove(x)
print(v)
v = [1]
for x in v:
    if len(v) < 5:
        v.append(x + 1)
print(v)
for x in v:
    v.clear()
print(v)


class E:
    def __eq__(self, other):
        w.clear()
        return False


w = [E(), E(), E()]
print(w.count(1), w)
w = [E(), E()]
try:
    w.index(5)
except ValueError as error:
    print("index", error)
w = [E(), E()]
try:
    w.remove(5)
except ValueError as error:
    print("remove", error)
w = [E(), E()]
print(5 in w, w)
w = [E(), E()]
print(w == [1, 2], w)


class I:
    def __init__(self, target):
        self.target = target

    def __index__(self):
        self.target.clear()
        return 0


w = [1, 2, 3]
try:
    w[I(w)]
except IndexError as error:
    print(error)
w = [1, 2, 3]
try:
    w[I(w)] = 5
except IndexError as error:
    print(error)
w = [1, 2, 3]
print(w[I(w):3], w)
w = [1, 2, 3]
w.insert(I(w), "in")
print(w)


def gen():
    yield 1
    target.clear()
    yield 2


target = [0, 0, 0]
target[1:2] = gen()
print(target)
target = [0] * 3
target.extend(gen())
print(target)


class Evil:
    def __del__(self):
        shared.clear()


shared = [Evil(), 1, 2]
shared[0] = "x"
print(shared)
shared = [Evil(), 1, 2]
shared[:] = [7, 8]
print(shared)
shared = [Evil(), 1, 2]
del shared[0]
print(shared)
shared = [Evil(), 1, 2]
print(shared.pop(0) and 1, shared)
