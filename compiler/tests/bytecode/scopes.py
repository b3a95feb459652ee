def shadowed(x):
    y = [x for x in x if [x for x in x]]
    z = {k: (lambda: k) for k in y}
    return x, z, {w for w in y for v in [w + 1]}


def walrus(a):
    if (n := len(a)) > 3:
        return n + (n := 2)
    return [last := i for i in a], last


class Outer:
    items = [1]
    pairs = [(i, j) for i in items for j in i]
    __private = 1

    class Inner:
        def method(self, *args, key: int = 1, **kwargs) -> 'Outer':
            self.__x = __class__
            global shared
            shared = "%s: %-5r" % (self, key)
            return super(Outer, self).method(*args, **kwargs)


def unbound(flag):
    if flag:
        value = 1
    print(value)
    del value
    for item in flag:
        pass
    return value, item


def loops(a, b):
    while True:
        try:
            if a:
                break
            continue
        finally:
            b()
    else:
        return 1
    while a and not b:
        a.b[0] += 1
        a.b[1:2] *= 3
    a, b[0], *c = b, *a
    assert a, c
    (e := lambda p, q=a: (yield p))
    del a.x, b[1:2], (c, e)


inlined_cells = [lambda: cell for cell in (1, 2) if 0 < id(cell) < 5]
