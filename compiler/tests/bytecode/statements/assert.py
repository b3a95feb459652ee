assert a
assert a < 1, "too large"
