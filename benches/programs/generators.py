# Generators in a pipeline; send.
def numbers(n):
    for i in range(n):
        yield i


def odd(source):
    for value in source:
        if value % 2:
            yield value


def scaled(source, factor):
    for value in source:
        yield value * factor


def averager():
    total, count = 0, 0
    average = None
    while True:
        value = yield average
        total += value
        count += 1
        average = total // count


def run(n):
    a = averager()
    next(a)
    last = 0
    for value in scaled(odd(numbers(n)), 3):
        last = a.send(value)
    return last


print(run(4_000_000))
