def joined(a, b):
    return f"a is {a}, {b=}" "!"
