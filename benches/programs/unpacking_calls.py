# Calls with keywords, defaults, *args and **kwargs; tuple unpacking; builtins.
def plain(a, b, c=3, *, d=4):
    return a + b + c + d


def variadic(*args, **kwargs):
    return len(args) + len(kwargs)


def swap(a, b):
    return b, a


def run(n):
    total = 0
    options = {"c": 1, "d": 2}
    values = (1, 2)
    for i in range(n):
        total += plain(i, 1) + plain(1, 2, d=i) + plain(*values, **options)
        total += variadic(1, 2, x=3) + variadic(*values)
        x, y = swap(i, total)
        (p, q), r = (y, x), i
        total += max(p, r) - min(q, r) + abs(-r) + len(values)
        total %= 1_000_000_007
    return total


print(run(480_000))
