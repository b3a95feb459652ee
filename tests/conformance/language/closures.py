# Cells: shared, late-bound, empty, and visible from outside.
def make():
    return [lambda: i for i in range(3)], [lambda i=i: i for i in range(3)]


late, early = make()
print([f() for f in late], [f() for f in early])


def pair():
    value = 0

    def get():
        return value

    def put(new):
        nonlocal value
        value = new

    return get, put


get, put = pair()
put(7)
print(get(), get.__code__.co_freevars, put.__code__.co_freevars, pair.__code__.co_cellvars)
print(get.__closure__[0] is put.__closure__[0], get.__closure__[0].cell_contents)
get.__closure__[0].cell_contents = "from outside"
print(get())
del get.__closure__[0].cell_contents
try:
    get()
except NameError as error:
    print(error)
try:
    get.__closure__[0].cell_contents
except ValueError as error:
    print(error)


def arguments(a, b):
    def inner():
        return a, b

    a = "rebound"
    return inner


print(arguments(1, 2)())


def nested(depth):
    if depth == 0:
        return lambda: depth
    inner = nested(depth - 1)
    return lambda: (depth, inner())


print(nested(4)())


def compose(*functions):
    def composed(value):
        for f in reversed(functions):
            value = f(value)
        return value

    return composed


print(compose(lambda v: v + 1, lambda v: v * 10)(4))


def method_cell():
    class K:
        def me(self):
            return __class__

        def also(self):
            return super().__repr__()[:10]

    return K


K = method_cell()
print(K().me() is K, K.me.__closure__[0].cell_contents is K, K().also())
try:
    (lambda: 0).__closure__[0]
except TypeError as error:
    print(error)
