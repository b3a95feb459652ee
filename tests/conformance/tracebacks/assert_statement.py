def check(v):
    assert isinstance(v, int) and v > 0, f"bad {v!r}"


check(5)
check(-1)
