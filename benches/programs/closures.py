# Closures: shared cells, nonlocal, functions as values.
def counter(step):
    count = 0

    def increment():
        nonlocal count
        count += step
        return count

    return increment


def compose(f, g):
    return lambda x: f(g(x))


def run(n):
    a, b = counter(1), counter(2)
    pipeline = compose(compose(lambda x: x + 1, lambda x: x * 2), lambda x: x - 3)
    total = 0
    for i in range(n):
        total += a() + b() + pipeline(i)
    makers = 0
    for i in range(n // 4):
        makers += counter(i)()
    return total, makers


print(run(1_300_000))
