"""How functions and methods say that the number or the names of their arguments are wrong."""

import functools
import itertools
import math
import time


def attempt(function, *arguments, **named):
    try:
        print(function(*arguments, **named))
    except TypeError as error:
        print(error)


thing = type("Thing", (), {})()
for count in [0, 1, 3, 4]:
    attempt((5).__setattr__, *[thing] * count)
    attempt(bytearray().__setitem__, *[thing] * count)
    attempt(property().__get__, *[thing] * (count if count != 1 else 0))
    attempt(property().__set__, *[thing] * count)
    attempt(time.gmtime, *[thing] * (count or 2))
    attempt(time.strftime, *[thing] * count)
    attempt(time.get_clock_info, *[thing] * count)
    attempt(functools.reduce, *[thing] * count)
for method in [[].__mul__, [].__imul__, ().__rmul__]:
    attempt(method, thing)
attempt(int.__subclasses__, 1)
attempt(type.__subclasses__, int, 1)
attempt(int.__instancecheck__)
attempt(int.mro, 1)
attempt(math.__dir__, 1)
attempt(math.__reduce_ex__)
attempt(math.sin)
attempt({1}.intersection_update, x=1)
attempt({1}.union, x=1)
attempt(frozenset().intersection, x=1)
attempt(b"".count, thing, thing)
attempt(b"".find, thing)
attempt(memoryview(b"").__exit__, x=1)
attempt(memoryview(b"").cast, thing)
attempt(time.gmtime, seconds=1)
attempt(functools.reduce, max, [1, 2], initial=5)
attempt(functools.reduce, max, [1, 2], other=5)
attempt(bytes.fromhex, thing)
attempt(bytes.fromhex, b"0a 0B")
attempt(bytearray.fromhex, memoryview(b"ff"))
