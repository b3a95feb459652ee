a = b[0]
c = b[1:2]
d = b[1:2:3]
e = b[:, ...]


def local(a, i):
    return a[i], a[i:], a[-1]
