def generator(a):
    b = yield from a
    return b
