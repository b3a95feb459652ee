a = lambda: 1
b = lambda c, *d, e=2, **f: (c, d, e, f)


def closure(x):
    return lambda: x
