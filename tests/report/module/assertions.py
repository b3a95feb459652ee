# assert_no_cycles, assert_no_growth and assert_no_gc_cycles: as context managers and decorators.
import gc

import ouropy

kept = []


def leak():
    cycle = []
    cycle.append(cycle)


def caught(what, f, *arguments):
    try:
        result = f(*arguments)
    except AssertionError as error:
        print(f"{what}: {error}")
    else:
        print(f"{what}: fine, {result!r}")


def block(f):
    with ouropy.assert_no_cycles():
        f()


caught("block", block, leak)
caught("clean block", block, list)
caught("collected inside", block, lambda: (leak(), gc.collect()))
caught("decorated", ouropy.assert_no_cycles()(leak))


@ouropy.assert_no_cycles()
def clean(value):
    "Says what it was given."
    return value


caught("clean", clean, 5)
print(clean.__name__, clean.__doc__)


@ouropy.assert_no_cycles()
async def later():
    leak()


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration:
        pass


caught("async", lambda: run(later()))


def growing():
    with ouropy.assert_no_growth():
        kept.append({"key": []})


caught("growing block", growing)
caught("growing calls", ouropy.assert_no_growth(4)(lambda: kept.append({"key": []})))
caught("no growth", ouropy.assert_no_growth(4)(lambda: {"key": []}))

caught("numpy's", ouropy.assert_no_gc_cycles, leak)
caught("numpy's", ouropy.assert_no_gc_cycles, max, 1, 2)


def numpys():
    with ouropy.assert_no_gc_cycles():
        leak()


caught("numpy's block", numpys)
try:
    with ouropy.assert_no_cycles():
        leak()
        raise KeyError("what the block raises goes on")
except KeyError as error:
    print(error)
print(gc.isenabled())
