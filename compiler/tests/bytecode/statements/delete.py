del a, b.c, d[0], e[1:2], (f, [g])


def local(a):
    del a
    return lambda: b
    b = 1
    del b


def global_name():
    global c
    del c
