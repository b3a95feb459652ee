a = 1
b = c = a
d.e = a
f[0] = a
f[1:2] = a
g, *h, i = a
[j, (k, l)] = a


def locals_only(a, b):
    a, b = b, a
    c = d = a
    c.e, d[0] = a, b
