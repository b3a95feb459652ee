def operators(a):
    return [-a, +a, ~a, not a, -1, not a.b is None]
