a = b and c or d


def local(a, b):
    return a or b.c and 1
