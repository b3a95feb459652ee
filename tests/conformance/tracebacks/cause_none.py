try:
    int("x")
except ValueError:
    raise RuntimeError("context hidden") from None
