a = b if c else d


def local(a):
    b = a if a > 1 else 2
    return b
