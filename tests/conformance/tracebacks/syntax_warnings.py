x = 5
print("\d", x is 5, (1)[0:0] if False else "")
assert (x, "always true")
print([1] (0) if False else "\q")


def f():
    return "\8" if x == 5 else None
