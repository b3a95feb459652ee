"""Calls, delegating generators and exceptions of Python code take no native stack: only the recursion limit ends them."""
import sys

sys.setrecursionlimit(900_000)


def count(n):
    return 0 if n == 0 else 1 + count(n - 1)


print(count(400_000))


class Counter:
    def count(self, n):
        return 0 if n == 0 else 1 + self.count(n - 1)


print(Counter().count(200_000))


def walk(n):
    if n == 0:
        yield "bottom"
        return "done"
    return (yield from walk(n - 1))


print(list(walk(300_000)))


def fail(n):
    if n == 0:
        raise LookupError("bottom")
    fail(n - 1)


try:
    fail(300_000)
except LookupError as error:
    print(repr(error))
