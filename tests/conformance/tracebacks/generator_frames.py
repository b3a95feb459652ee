def numbers():
    for n in range(3):
        yield 10 // (1 - n)


def squares():
    yield from (v * v for v in numbers())


print(sum(squares()))
