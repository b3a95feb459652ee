if a:
    b()
elif not c and (d or e):
    f()
else:
    g()


def compares(a, b):
    if a < b <= 3:
        return 1
    if a is None or b is not None:
        return 2
    if a in (1, 2) or b not in [3]:
        return 3
    if 0:
        never()
