"""Reference cycles with closures: a nested function that names itself is a cycle.

The variable `listiter` below lives in a cell, because the nested function uses it. The function holds the cell in its
__closure__ tuple, and the cell holds the function: function -> tuple -> cell -> function. Nothing outside refers to
them any more once itertest() has returned, yet each keeps the next alive. Only the cycle collector frees them.
"""

import gc
import sys
import weakref

gc.disable()  # so that nothing is collected before we ask


def collect(title):
    """Collects, and shows what the collector found."""
    sys.stdout.flush()
    gc.set_debug(gc.DEBUG_LEAK)
    count = gc.collect()
    gc.set_debug(0)
    print(f"{title}: {count} unreachable objects", sorted(type(o).__name__ for o in gc.garbage))
    gc.garbage.clear()
    gc.collect()


gc.collect()


# The leak: a recursive generator inside a function.


def itertest(o):
    def listiter(l):
        for i in l:
            if isinstance(i, list):
                chunks = listiter(i)
                for i in chunks:
                    yield i
            else:
                yield i

    return listiter(o)


print(list(itertest([1, [2, [3, 4]], 5])))
collect("itertest")


# The fix: empty the cell when the recursion is done.


def itertest2(o):
    def listiter(l):
        for i in l:
            if isinstance(i, list):
                chunks = listiter(i)
                for i in chunks:
                    yield i
            else:
                yield i

    chunks = listiter(o)
    for i in chunks:
        yield i
    chunks = listiter = None


print(list(itertest2([1, [2, [3, 4]], 5])))
collect("itertest2")


# The same leak when the closure is handed out before it is used.


def make_iter():
    def listiter(l):
        for i in l:
            if isinstance(i, list):
                chunks = listiter(i)
                for i in chunks:
                    yield i
            else:
                yield i

    return listiter


def get_iterator(data):
    it = make_iter()
    return it(data)


print(list(get_iterator([1, [2]])))
collect("make_iter")


# A class needs no cell: its method finds the way back through `self`.


class ListIter:
    def __call__(self, l):
        for i in l:
            if isinstance(i, list):
                yield from self(i)
            else:
                yield i


print(list(ListIter()([1, [2]])))
collect("ListIter")


# A weak proxy in the cell: only the caller owns the function.


def make_factorial():
    def factorial(n):
        return 1 if n <= 1 else n * factorial(n - 1)

    strong = factorial
    factorial = weakref.proxy(factorial)
    return strong


print(make_factorial()(10))
collect("weakref.proxy")


# When the caller holds only an iterator, something else has to own the function as long as the iterator lives: the
# callback of a weak reference to the iterator does.

_references = set()


def keep_alive(first, second):
    """Keeps `second` alive at least as long as `first`."""

    def callback(reference, second=second):
        _references.remove(w)

    w = weakref.ref(first, callback)
    _references.add(w)


def itertest3(o):
    def listiter(l):
        for i in l:
            if isinstance(i, list):
                chunks = listiter(i)
                for i in chunks:
                    yield i
            else:
                yield i

    result = listiter(o)
    keep_alive(result, listiter)
    listiter = weakref.proxy(listiter)
    return result


print(list(itertest3([1, [2, 3]])), "weak references left:", len(_references))
collect("keep_alive")


# The recursive name as a default value instead of a free variable: the cycle is then function -> tuple -> function,
# and it can be cut from outside, which a closure's cells cannot.


def outer():
    def inner(i, _recurse=None):
        return _recurse(i - 1) + 1 if i else 0

    inner.__defaults__ = (inner,)
    return inner


f = outer()
print(f(3))
del f
collect("__defaults__")

f = outer()
print(f(3))
f.__defaults__ = None
del f
collect("__defaults__ = None")
