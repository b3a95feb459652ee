# Float arithmetic: the midpoint rule and a logistic map.
def integrate(n):
    step = 1.0 / n
    total = 0.0
    for i in range(n):
        x = (i + 0.5) * step
        total += 4.0 / (1.0 + x * x)
    return total * step


def logistic(n):
    x = 0.3
    for _ in range(n):
        x = 3.5 * x * (1.0 - x)
    return x


print(f"{integrate(4_000_000):.9f} {logistic(3_000_000):.9f}")
