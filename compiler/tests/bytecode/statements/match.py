match a:
    case 1 | "b" | c.d:
        e()
    case None | True:
        f()
    case [g, *_, 2]:
        h(g)
    case [i, *j] if j:
        k(i)
    case {"l": m, n.o: _, **p}:
        q(m, p)
    case R(s, t=[u] as v):
        w(s, u, v)
    case _:
        x()


def ways_out(items):
    for item in items:
        match item:
            case 0:
                continue
            case (1, left) | (left, 2):
                return left
            case other:
                break
