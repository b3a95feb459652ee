def plain(a, b=1, /, c=2, *args, d, e=3, **rest) -> int:
    """Its docstring."""
    return a


@decorate
@decorate.more(1)
def decorated():
    pass


def outer(x):
    def inner():
        return x

    return inner
