if (a := b()):
    c(a)


def local(a):
    return a + (a := 1)
