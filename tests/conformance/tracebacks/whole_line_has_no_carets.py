def f():
    raise ValueError("nothing to point at")


def g():
    f()


g()
