def operators(a, b):
    return [a < b, a <= b, a == b, a != b, a > b, a >= b, a is b, a is not b, a in b, a not in b]


def chain(a, b, c):
    return a < b.x < c, a < 1
