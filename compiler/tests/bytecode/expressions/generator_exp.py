a = (b for b in c if b)


def closure(x, c):
    return sum(b * x for b in c)
