def operators(a, b):
    return [a + b, a - b, a * b, a @ b, a / b, a % b, a**b, a << b, a >> b, a | b, a ^ b, a & b, a // b]


def constants(a):
    return [a + 1, a - 1, a * 2, a // -3, 1 + a, 1 + 2 * 3]


def percent(a, b):
    return "%s and %r" % (a, b)
