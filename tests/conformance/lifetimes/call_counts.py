# What a call does to its arguments: a parameter that took over what was borrowed is not counted, a tuple's item is; what
# has no vectorcall is given a tuple. Context managers are called without a bound method.
import math
import operator
import sys

count = sys.getrefcount


class Meta(type):
    def __instancecheck__(cls, instance):
        print("instancecheck", count(cls), count(instance))
        return True


class Checked(metaclass=Meta):
    pass


class D:
    def __call__(self, *args, **keywords):
        print("call", count(self), [count(item) for item in args], count(args), [count(v) for v in keywords.values()])
        return 0

    def method(self, *args):
        print("method", count(self), [count(item) for item in args], count(args))

    def one(self, other):
        print("one", count(self), count(other))

    def __enter__(self):
        print("enter", count(self))

    def __exit__(self, *args):
        print("exit", count(self))
        return True

    async def __aenter__(self):
        print("aenter", count(self))

    async def __aexit__(self, *args):
        print("aexit", count(self))

    def __format__(self, spec):
        print("format", count(self))
        return ""

    def __round__(self, digits=0):
        print("round", count(self))
        return 1

    def __ceil__(self):
        print("ceil", count(self))
        return 1

    def __reversed__(self):
        print("reversed", count(self))
        return iter([])

    def __length_hint__(self):
        print("length_hint", count(self))
        return 1

    def __getattr__(self, name):
        print("getattr", name, count(self))
        return 1

    def keys(self):
        print("keys", count(self))
        return ["key"]

    def __iter__(self):
        print("iter", count(self))
        return iter([1])

    def __getitem__(self, key):
        print("getitem", count(self))
        return 1

    def __bool__(self):
        print("bool", count(self))
        return True

    def __lt__(self, other):
        print("lt", count(self), count(other))
        return True

    def __del__(self):
        print("del")


def show(*args, **keywords):
    print("show", [count(item) for item in args], [count(item) for item in keywords.values()])


def two(a, b=None):
    print("two", count(a), count(b))


def calls(x):
    x(x)
    x(x, x)
    x.one(x)
    x.method(x)
    x.method(x, x)
    method = x.one
    method(x)


def passes(x):
    two(x)
    two(x, x)
    two(a=x)
    two(b=x, a=x)
    show(x, x)
    show(x, a=x)
    (lambda item: two(item))(x)
    isinstance(x, Checked)


def unpacks(x):
    x(*[x])
    show(*x)
    show(**x)
    show(0, *x, 1)
    two(*[x])


def manages(x):
    with x:
        print("body", count(x))
    with x as y:
        1 / 0
    with x, x:
        if x is y:
            print("never")
    for i in x:
        with x:
            continue
    with D() as z:
        print("temporary")


def returns(x):
    with x:
        return [count(x)]


async def manages_later(x):
    async with x:
        print("body", count(x))


def specials(x):
    format(x)
    f"{x}"
    round(x)
    math.ceil(x)
    reversed(x)
    operator.length_hint(x)


def matches(x):
    match x:
        case D(missing=1):
            pass


def same_line(x):
    y = x; y(x)
    y = x; y.method(y); y < x
    y = x; show(y, x)
    for y in [x]: y.method()
    [item.method() for item in [x]]


for function in (calls, passes, unpacks, manages, specials, matches, same_line):
    print(function.__name__)
    function(D())
print(returns(D()))
try:
    manages_later(D()).send(None)
except StopIteration:
    pass
