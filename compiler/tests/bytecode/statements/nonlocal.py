def outer():
    a = 1

    def inner():
        nonlocal a
        a += 1
        del a

    return inner
