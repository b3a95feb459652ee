a += 1
b.c -= a
d[0] *= a
d[1:2] @= a


def local(a, b):
    a += 1
    a -= 2
    a *= 3
    a **= b
    a |= b
