# A recording that begins and ends while a function runs, in the middle of its body.
import _ouropy


def inside():
    _ouropy.begin_recording()
    items = [1]
    _ouropy.end_recording()
    first = 1
    second = [first]
    return items + second


def generator():
    _ouropy.begin_recording()
    yield [1]
    _ouropy.end_recording()
    last = 2
    yield [last]


for _ in range(3):
    print(inside(), list(generator()))
