# A class that leaves `__new__` to object hands its arguments over to `__init__`, once CPython has specialised the call.
import sys

count = sys.getrefcount


class A:
    def __init__(self, x, y=0):
        self.counts = count(x), count(y)


class B(A):
    pass


def one(x):
    return A(x, x).counts


def temporary(x):
    return A([], [x]).counts


def inherited(x):
    return B(x, [x]).counts


def attribute(x):
    return sys.modules["__main__"].A(x, x).counts


def generator(x):
    yield A(x, [x]).counts


def several(x):
    return [A(item, item).counts for item in (x, x)]


def nested(x):
    return A(x, A(x, x)).counts


for function in one, temporary, inherited, attribute, several, nested:
    for _ in range(50):
        result = function([])
    print(function.__name__, result)
for _ in range(50):
    made = generator([])
    result = next(made)
print("generator", result)
