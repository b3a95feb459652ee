# RecursionError can be caught, and the stack is whole afterwards.
import sys


def down(n):
    return down(n + 1)


try:
    down(0)
except RecursionError as error:
    print(error)


def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


print(depth() > 500)
old = sys.getrecursionlimit()
sys.setrecursionlimit(200)
print(depth() < 200)
sys.setrecursionlimit(old)
print(old, sys.getrecursionlimit())
for bad in (0, -1, "a", 1 << 40):
    try:
        sys.setrecursionlimit(bad)
    except Exception as error:
        print(type(error).__name__, error)


def through(n):
    return sorted([1, 2], key=lambda v: through(n + 1))


try:
    through(0)
except RecursionError as error:
    print(type(error).__name__)


def mutual_a():
    mutual_b()


def mutual_b():
    mutual_a()


try:
    mutual_a()
except RecursionError as error:
    print(error.args)


def generator():
    yield from generator()


try:
    list(generator())
except RecursionError as error:
    print("generator", error.args[0][:32])


def fact(n):
    return n * fact(n - 1) if n else 1


print(fact(400) % 1000003)
