# What dies when while an exception unwinds.
class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def inner():
    a = D("inner local")
    raise ValueError("v")


def outer():
    b = D("outer local")
    try:
        inner()
    finally:
        print("finally")


try:
    outer()
except ValueError:
    print("handling")
print("handled")
try:
    outer()
except ValueError as e:
    kept = e
print("kept")
del kept
print("dropped")


def temporaries():
    return [D("one"), D("two"), 1 / 0]


try:
    temporaries()
except ZeroDivisionError:
    print("caught")


def call(*a):
    raise KeyError


try:
    call(D("argument"), D("argument 2"))
except KeyError:
    print("caught 2")
for x in (D("loop 1"), D("loop 2")):
    pass
del x
print("end")


def swallow():
    try:
        raise ValueError(D("in args"))
    except ValueError:
        print("in handler")
    print("after handler")


swallow()
def replaced():
    v = D("first")
    v = D("second")
    print("rebound")
    return v
replaced()
print("last")
