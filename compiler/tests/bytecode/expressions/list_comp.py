a = [b for b in c]


def inlined(b, c):
    return [b + d for b in c if b for d in [b]]
