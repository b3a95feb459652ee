"""An algebra of lazy streams: a class over iterators, recipes, tees, windows, peeking, infinite series, exhaustion."""

import collections
import functools
import itertools as it
import math
import operator
import string
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from fractions import Fraction


class Stream[T](Iterator[T]):
    """A chain of lazy steps; `|` sends it through a function, slices are lazy too."""

    def __init__(self, source: Iterable[T] = ()):
        self._source, self._ahead = iter(source), deque()

    def __next__(self) -> T:
        return self._ahead.popleft() if self._ahead else next(self._source)

    def peek(self, *default):
        if not self._ahead:
            try:
                self._ahead.append(next(self._source))
            except StopIteration:
                if default:
                    return default[0]
                raise LookupError("nothing left") from None
        return self._ahead[0]

    def push(self, *items):
        self._ahead.extendleft(reversed(items))
        return self

    def __bool__(self):
        mark = object()
        return self.peek(mark) is not mark

    def __or__(self, step):
        return Stream(step(self)) if callable(step) else NotImplemented

    def __add__(self, other):
        return Stream(it.chain(self, other))

    def __getitem__(self, key):
        match key:
            case slice():
                return Stream(it.islice(self, key.start, key.stop, key.step))
            case int() if key >= 0:
                return next(it.islice(self, key, None))
        raise TypeError(f"no index: {key!r}")

    def map(self, function, *others):
        return Stream(map(function, self, *others))

    def __repr__(self):
        return f"<Stream of {type(self._source).__name__}, {len(self._ahead)} ahead>"


def windows(size):
    return lambda items: zip(*(it.islice(t, n, None) for n, t in enumerate(it.tee(items, size))))


def unique(key=None):
    def step(items):
        seen = set()
        for item in items:
            if (k := item if key is None else key(item)) not in seen:
                seen.add(k)
                yield item

    return step


def runs(items):
    for value, group in it.groupby(items):
        yield value, sum(1 for _ in group)


def primes():
    table = collections.defaultdict(list)
    for n in it.count(2):
        if n in table:
            for prime in table.pop(n):
                table[n + prime].append(prime)
        else:
            yield n
            table[n * n].append(n)


def interleave(*sources):
    pending, nexts = len(sources), it.cycle(iter(s).__next__ for s in sources)
    while pending:
        try:
            for following in nexts:
                yield following()
        except StopIteration:
            pending -= 1
            nexts = it.cycle(it.islice(nexts, pending))


def averager() -> Generator[float, float, str]:
    total, count, average = 0.0, 0, None
    try:
        while True:
            try:
                value = yield average
            except ValueError as error:
                total, count = 0.0, 0
                average = f"reset by {error}"
                continue
            if value is None:
                return f"{count} values"
            total, count = total + value, count + 1
            average = total / count
    finally:
        print("  averager ends")


def delegating(log):
    while True:
        log.append((yield from averager()))
        if len(log) > 1:
            return log


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except BaseException as error:
            print("  ", type(error).__name__, error, repr(error.__cause__) if error.__cause__ else "")


stream = Stream(range(10))
print(stream.peek(), stream.peek(), next(stream), stream.push("a", "b"), list(stream[:4]), stream[1],
      stream.peek("none"), bool(stream), list(stream), bool(stream), stream.peek("none"), stream)
print(*(Stream("aabbbac") | runs), *(Stream("Mississippi") | unique(str.lower)), *(Stream(range(6)) | windows(3)),
      *(Stream("ab") + "cd" | windows(2)))
print(list(Stream(primes())[:12]), Stream(primes())[40], [*interleave("abc", "1", "xy")],
      list(Stream([1, 2]).map(operator.add, [10, 20, 30])))
attempt(lambda: Stream().peek(), lambda: Stream()[0], lambda: Stream("a")[-1], lambda: Stream("a")["x"],
        lambda: Stream("a") | 3, lambda: Stream(3), lambda: next(Stream()), lambda: list(Stream("ab").map(int)),
        lambda: Stream[int], lambda: isinstance(Stream(), Iterator), lambda: reversed(Stream()), lambda: len(Stream()),
        lambda: Stream("abc")[::-1])
average = averager()
attempt(lambda: next(average), lambda: average.send(4), lambda: average.send(8),
        lambda: average.throw(ValueError("me")), lambda: average.send(3), lambda: average.send(None),
        lambda: average.send(1), lambda: averager().send(1), lambda: averager().close(),
        lambda: averager().throw(KeyError("early")))
log = []
outer = delegating(log)
attempt(lambda: next(outer), lambda: outer.send(2), lambda: outer.gi_yieldfrom is not None, lambda: outer.send(None),
        lambda: log, lambda: outer.throw(ValueError("x")), lambda: outer.throw(TypeError("y")), lambda: outer.gi_frame)


def wrong():
    yield next(iter(()))


def closing():
    try:
        yield 1
    except GeneratorExit:
        yield 2


attempt(lambda: list(wrong()), lambda: (g := closing()).send(None) and g.close(),
        lambda: (g := (x for x in [1 / 1, 1 / 0] if x)).send(None) and list(g),
        lambda: next(g for g in [closing()]).throw(StopIteration("s")))
harmonic = it.accumulate(Fraction(1, n) for n in it.count(1))
print([str(next(harmonic)) for _ in range(6)], list(it.accumulate("abc", initial=">")),
      list(it.accumulate([3, 1, 4], max)), list(it.accumulate([], initial=7)))
print(list(it.combinations("abcd", 2))[:4], list(it.permutations("abc", 2)),
      list(it.combinations_with_replacement("ab", 2)), list(it.product("ab", repeat=2)), len(list(it.product([], "a"))),
      list(it.permutations("ab", 3)), list(it.product()))
print(list(it.compress("abcdef", [1, 0, 1, 0, 1])), list(it.dropwhile(str.islower, "abCd")),
      list(it.takewhile(str.islower, "abCd")), list(it.filterfalse(None, [0, 1, ""])),
      list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.zip_longest("ab", "c", fillvalue="-")),
      list(zip("ab", [1, 2], strict=True)), list(it.pairwise("abc")), list(it.batched("abcde", 2)),
      list(it.islice("abcdefg", 1, 6, 2)), list(it.repeat("x", 2)), it.count(2.5, -0.5), it.repeat(3), it.repeat(3, 2),
      list(it.chain.from_iterable(["ab", "c"])))
attempt(lambda: list(zip("ab", "a", strict=True)), lambda: list(zip("a", "ab", "a", strict=True)),
        lambda: list(map(operator.add, "a", "bc", strict=True)), lambda: it.islice("a", -1),
        lambda: it.islice("a", 1, 0, 0), lambda: it.repeat(3, "x"), lambda: it.combinations("a", -1),
        lambda: it.product("a", repeat=-1), lambda: it.count("a"), lambda: it.tee("a", -1), lambda: it.batched("a", 0),
        lambda: list(it.batched("abc", 2, strict=True)), lambda: it.accumulate("a",
        initial=1).__next__() and list(it.accumulate("a", initial=1)), lambda: list(it.starmap(pow, [3])),
        lambda: it.chain.from_iterable(3), lambda: next(it.cycle([])), lambda: it.groupby("a").__next__()[1].__next__(),
        lambda: it.permutations("ab", "c"), lambda: it.zip_longest("a", spam=1), lambda: len(it.repeat(1)),
        lambda: operator.length_hint(it.repeat(1, 5)), lambda: operator.length_hint(iter([1, 2])),
        lambda: next(it.compress("a", 3)), lambda: it.pairwise(), lambda: list(enumerate("ab", start="x")),
        lambda: list(enumerate("ab", -1)), lambda: list(reversed({"a": 1, "b": 2})), lambda: iter(3),
        lambda: iter(len, 3), lambda: list(iter(deque([3, 2, 1]).pop, 3)), lambda: sum(["a"], ""),
        lambda: max([], default="d"), lambda: min(), lambda: max(1, 2, key=None, default=3),
        lambda: all(x for x in [[]]), lambda: sorted("bA", key=3), lambda: filter(3, "a").__next__(),
        lambda: list(range(10)[8:2:-3]), lambda: range(5).index(9), lambda: range(1, 2, 0),
        lambda: range(0, 10, 3) == range(0, 12, 3), lambda: range(3)[5], lambda: 3.0 in range(5),
        lambda: range(10**20)[-1])
first, second = it.tee(iter("abcd"))
print(next(first), next(first), list(second), list(first), [list(g) for _, g in it.groupby(range(6), lambda n: n // 2)],
      functools.reduce(lambda a, f: f(a), [str, len], 12345), math.prod(range(1, 6)), string.ascii_lowercase[:: 9],
      dict(zip("ab", it.count())), [*map(None.__class__, [])])
