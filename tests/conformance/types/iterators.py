# Iterator objects: exhaustion, protocols, zip, map, filter, enumerate, reversed, iter(callable).
for thing in ([1, 2], (1, 2), "ab", {1: 2}, range(2), b"ab", {5}):
    it = iter(thing)
    print(type(it).__name__, iter(it) is it, list(it), list(it), next(it, "end"))
v = [1, 2]
it = iter(v)
next(it); next(it); v.append(3); print(next(it)); print(next(it, "end")); v.append(4); print(next(it, "still the end"))
it = reversed([1, 2, 3]); print(next(it), list(it), it.__length_hint__())
print(list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(filter(lambda v: v > 1, [1, 2, 3])), list(filter(None, [0, 1])), list(zip()), list(zip([1])), list(zip("ab", [1, 2], (True, False))))
print(list(enumerate("ab")), list(enumerate("ab", start=5)), list(iter([1, 2, 0, 3].pop, 2)), dict(zip("ab", [1, 2])), list(zip(*[(1, 2), (3, 4)])))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Countdown(3)), sum(Countdown(4)), max(Countdown(4)), 2 in Countdown(5), tuple(Countdown(2)), [*Countdown(2)], sorted(Countdown(3)), "".join(map(str, Countdown(3))))
a, *b = Countdown(4)
print(a, b)


class Sequence:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if i >= 3:
            raise IndexError(i)
        return i * i


print(list(Sequence()), list(reversed(Sequence())), 4 in Sequence(), iter(Sequence()), type(iter(Sequence())).__name__)


class Raises:
    def __iter__(self):
        yield 1
        raise ValueError("mid")


for use in (list, tuple, set, sum, sorted, lambda r: [x for x in r], lambda r: dict.fromkeys(r), lambda r: "".join(map(str, r)), lambda r: [0].extend(r)):
    try:
        use(Raises())
    except ValueError as error:
        print(error, end=" ")
print()
it = map(lambda v: 1 // v, [1, 0, 2])
print(next(it))
try:
    next(it)
except ZeroDivisionError as error:
    print(error)
print(list(it))
g = zip([1, 2, 3], it2 := iter([10, 20]))
print(list(g), list(it2))
print(any(v > 1 for v in [1, 2, 3]), all(v for v in []), sum([[1], [2]], []), sum((v for v in range(4)), 10), min((2, 1), (1, 9)), next(iter([])if False else iter([7])))
