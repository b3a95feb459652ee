def f(v):
    return 1 / v


def g():
    return {k: [f(n) for n in range(k, -1, -1)] for k in (1,)}


list(g() for _ in range(1))
