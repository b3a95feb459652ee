def fields(a, b):
    return f"{a}", f"{a!r}", f"{a:>{b}}", f"{a!s:10}"
