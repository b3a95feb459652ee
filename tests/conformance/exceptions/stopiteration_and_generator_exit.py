# StopIteration inside generators, GeneratorExit, exceptions through next.
def g():
    try:
        yield 1
        yield 2
    except GeneratorExit as e:
        print("exit", repr(e))
        raise


x = g()
next(x)
x.close()
x = g()
next(x)
try:
    x.throw(GeneratorExit)
except GeneratorExit as e:
    print("thrown out", repr(e))


def leak():
    yield next(iter([]))


try:
    list(leak())
except RuntimeError as e:
    print(e, "|", repr(e.__cause__), "|", repr(e.__context__))
try:
    [next(iter([])) for _ in range(2)]
except StopIteration as e:
    print("comprehension leaks", repr(e))
try:
    list(next(iter([])) for _ in range(2))
except RuntimeError as e:
    print(e)


def value():
    return 5
    yield


try:
    next(value())
except StopIteration as e:
    print(e.value, e.args)


def tuple_value():
    return (1, 2)
    yield


try:
    next(tuple_value())
except StopIteration as e:
    print(e.value, e.args)


def wrapper():
    r = yield from tuple_value()
    return r


try:
    next(wrapper())
except StopIteration as e:
    print(e.value)


class It:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration("v")


print(list(It()), [*It()], sum(It()), dict(It()))
def handles():
    try:
        yield 1
    except KeyError:
        yield "handled"
    finally:
        print("finally")
h = handles()
next(h)
print(h.throw(KeyError("k")))
try:
    h.throw(ValueError("second"))
except ValueError as e:
    print(e, repr(e.__context__))
try:
    h.throw(ValueError("finished"))
except ValueError as e:
    print(e)
