# Iterators nested twenty thousand deep: using them raises RecursionError, never more.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, str(error)[:150])


def survives(use, value):
    """CPython limits such a chain only until it has seen it a few times."""
    try:
        use(value)
    except RecursionError:
        pass
    return "survived"


import itertools
import functools
import operator

N = 20_000


def nested(make, first=(1, 2)):
    value = iter(first)
    for _ in range(N):
        value = make(value)
    return value


def use(f):
    try:
        f()
        return "used"
    except RecursionError:
        return "too deep"


for name, make in {
    "map": lambda it: map(lambda x: x, it),
    "filter": lambda it: filter(None, it),
    "zip": lambda it: zip(it),
    "enumerate": lambda it: enumerate(it),
    "chain": lambda it: itertools.chain(it),
    "from_iterable": lambda it: itertools.chain.from_iterable([it]),
    "islice": lambda it: itertools.islice(it, 2),
    "takewhile": lambda it: itertools.takewhile(bool, it),
    "dropwhile": lambda it: itertools.dropwhile(lambda x: False, it),
    "filterfalse": lambda it: itertools.filterfalse(lambda x: False, it),
    "accumulate": lambda it: itertools.accumulate(it),
    "compress": lambda it: itertools.compress(it, itertools.repeat(1)),
    "zip_longest": lambda it: itertools.zip_longest(it),
    "batched": lambda it: itertools.batched(it, 1),
    "cycle": lambda it: itertools.cycle(it),
    "groupby": lambda it: itertools.groupby(it),
    "tee": lambda it: itertools.tee(it, 1)[0],
}.items():
    value = nested(make)
    use(lambda: next(value))
    del value
    print(name, "survived")


def outer(it):
    yield from it


value = nested(outer)
attempt("yield from", lambda: survives(next, value))
del value
for name, make in {
    "partial": lambda f: functools.partial(lambda g: g(), f),
    "lambda": lambda f: lambda: f(),
    "cached": lambda f: functools.cache(lambda: f()),
}.items():
    value = lambda: 1
    for _ in range(N):
        value = make(value)
    attempt(name, value)
    del value
