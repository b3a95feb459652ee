# Delegation: values, sends, throws, closes and return values pass through.
def inner():
    try:
        got = yield "first"
        print("inner got", got)
        yield "second"
    except ValueError as error:
        print("inner caught", error)
        yield "after error"
    finally:
        print("inner finally")
    return "inner result"


def outer():
    result = yield from inner()
    print("result", result)
    yield "outer"


g = outer()
print(next(g), g.send("message"), next(g))
print(list(g))
g = outer()
next(g)
print(g.throw(ValueError("boom")), next(g))
g = outer()
next(g)
print(g.gi_yieldfrom.__name__)
g.close()


def from_list():
    result = yield from [1, 2]
    print(result)


g = from_list()
next(g)
try:
    g.send("x")
except AttributeError as error:
    print(error)
print(list(from_list()))


class Iterator:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("from class")
        return self.n

    def send(self, value):
        print("class send", value)
        return next(self)

    def throw(self, *args):
        print("class throw", [type(a).__name__ for a in args])
        raise KeyError("changed")

    def close(self):
        print("class close")


def delegate():
    return (yield from Iterator())


g = delegate()
print(next(g), g.send(5))
try:
    next(g)
except StopIteration as stop:
    print(stop.value)
g = delegate()
next(g)
try:
    g.throw(ValueError("v"))
except KeyError as error:
    print(error)
g = delegate()
next(g)
g.close()


def chain(depth):
    if depth:
        yield from chain(depth - 1)
    yield depth


print(list(chain(5)))


def tree(node):
    if node:
        left, value, right = node
        yield from tree(left)
        yield value
        yield from tree(right)


print(list(tree(((None, 1, None), 2, ((None, 3, None), 4, None)))))
try:
    list((lambda: (yield from 5))())
except TypeError as error:
    print(error)


def deep(n):
    g = iter([0])

    def wrap(g):
        yield from g

    for _ in range(n):
        g = wrap(g)
    return list(g)


print(deep(200))
