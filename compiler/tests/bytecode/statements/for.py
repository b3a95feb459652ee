for a in b:
    c(a)
else:
    d()


def targets(items):
    for a, b.c in items:
        pass
    for d[0] in (1, 2):
        pass
