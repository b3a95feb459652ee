# Local, enclosing, global and built-in names; global and nonlocal declarations.
x = "module"


def reads_global():
    return x


def writes_local():
    x = "local"
    return x


def writes_global():
    global x, fresh
    x = "changed"
    fresh = "made by a function"


def counter():
    n = 0

    def step(by=1):
        nonlocal n
        n += by
        return n

    def peek():
        return n

    return step, peek


print(reads_global(), writes_local(), x)
writes_global()
print(x, fresh)
step, peek = counter()
print(step(), step(5), peek())
other, _ = counter()
print(other(), peek())


def three():
    a = 1

    def two():
        def one():
            nonlocal a
            a += 1
            return a

        return one

    return two()() + a


print(three())


def unbound():
    print(len)
    len = 3


try:
    unbound()
except UnboundLocalError as error:
    print(error)


def unbound_free():
    def inner():
        return later

    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    later = 1
    return inner()


print(unbound_free())


def deleted():
    v = 1
    del v
    try:
        v
    except UnboundLocalError as error:
        print(error)
    try:
        del v
    except UnboundLocalError as error:
        print(error)


deleted()
try:
    missing_name
except NameError as error:
    print(error, error.name)
try:
    del missing_name
except NameError as error:
    print(error)
