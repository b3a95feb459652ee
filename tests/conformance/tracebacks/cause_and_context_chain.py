def a():
    raise KeyError("a")


def b():
    try:
        a()
    except KeyError as e:
        raise ValueError("b") from e


def c():
    try:
        b()
    except ValueError:
        raise TypeError("c")


try:
    c()
except TypeError as e:
    raise OSError(2, "os text", "file") from e
