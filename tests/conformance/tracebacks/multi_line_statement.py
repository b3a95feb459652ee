def f(*a):
    return 1 / 0


def g():
    return (
        1 +
        f(
            1,
            2,
        )
        + 3
    )


value = g(
)
