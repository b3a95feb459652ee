# Big integers: factorials, Fibonacci numbers, modular powers, digits of pi.
def pi_digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    digits = []
    while len(digits) < n:
        if 4 * q + r - t < m * t:
            digits.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return "".join(map(str, digits))


def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


f = 1
for i in range(1, 2500):
    f *= i
p = 2 ** 521 - 1
power = 3
for i in range(150):
    power = pow(power, p - 2, p)
print(pi_digits(2200)[-10:], fib(110_000) % 10 ** 12, f % (10 ** 9 + 7), f.bit_length(), power % 10 ** 9, len(str(3 ** 8000)))
