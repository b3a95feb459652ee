# Real and complex numbers in one operation: the real one has no imaginary part. Infinities and zeros are saved from NaN.
INF, NAN = float("inf"), float("nan")
reals = [0, -0.0, 2, -3.5, INF, NAN, True, 10**30]
numbers = [complex(-0.0, -0.0), complex(1, 2), complex(INF, 1), complex(INF, NAN), complex(1e300, 1), complex(NAN, INF)]


def show(text, function):
    try:
        print(text, function())
    except (ArithmeticError, ValueError) as error:
        print(text, type(error).__name__, error)


for number in numbers:
    for real in reals + numbers:
        show(f"{number} + {real}", lambda: number + real)
        show(f"{real} + {number}", lambda: real + number)
        show(f"{number} - {real}", lambda: number - real)
        show(f"{real} - {number}", lambda: real - number)
        show(f"{number} * {real}", lambda: number * real)
        show(f"{real} * {number}", lambda: real * number)
        show(f"{number} / {real}", lambda: number / real)
        show(f"{real} / {number}", lambda: real / number)
    for exponent in (-2, -1, 0, 1, 2, 3, 5, 19):
        show(f"{number} ** {exponent}", lambda: number**exponent)
show("large", lambda: (1e200 + 1j) ** 5)
show("huge", lambda: 1j + 10**400)
for items in (
    [1.0, 10e100, 1.0, -10e100, 2j],
    [2 + 1j, 10e100j, 1j, -10e100j],
    [1j, 1, 10e100j, 1j, 1.0, -10e100j],
    [2j, 1.0, 10e100, 1.0, -10e100],
    [1.0, 10**100, 1.0, -(10**100)],
    [2j, 1.0, 10**100, 1.0, -(10**100)],
    [0.1j] * 10,
    [1, True, 2.5, False],
):
    print(sum(items), sum(items, 0j), sum(items, 0.5))
show("huge sum", lambda: sum([1.5, 10**400]))
