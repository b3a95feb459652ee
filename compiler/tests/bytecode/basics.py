def loops(n):
    i = 0
    while i < n:
        i += 1
        if i == 3 or i is None:
            continue
        for x, y in zip(i, n):
            if x:
                break
        else:
            print(i, sep='')
    return i


def closures(a):
    def inner(b=1, *, c=a, **rest):
        nonlocal a
        a = b + c
        return lambda: a
    return inner


class Base(object, metaclass=type):
    """Doc."""
    x: int = 1

    def method(self):
        self.value = super().method(1, k=2)
        return self.value.y.z(3)[1:2]


def attempts(x):
    try:
        x.run()
    except (A, B) as error:
        print(error)
        return x
    except C:
        raise
    else:
        x = 2
    finally:
        print('done')
    with open(x) as f, g:
        return f.read()


def gen(n):
    yield from n
    y = yield
    return [a + b for a in n if a for b in y]


def chain(a, b):
    c = a < b < 3
    if not (a and b.x) or 1 < a() <= b.y:
        a, b = b, a + b
    return a or b and c


print(*[1, 2, 3], **{'a': 1})
f'{1}x{2!r:>{3}}'
