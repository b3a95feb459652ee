"""Prints every name of the built-in types and functions, one a line, with what kind of object it names."""

import builtins
import sys


def shown(value):
    return type(value).__name__ if value is not None else "None"


seen = set()


def show_class(cls):
    if cls in seen:
        return
    seen.add(cls)
    title = f"{cls.__module__}.{cls.__qualname__}"
    print(f"{title} bases {[base.__name__ for base in cls.__bases__]}")
    for name, value in vars(cls).items():
        print(f"{title} {name} {shown(value)}")


def show_module(module):
    for name, value in sorted(vars(module).items()):
        print(f"{module.__name__} {name} {shown(value)}")
        if isinstance(value, type):
            show_class(value)


def gen():
    yield


samples = [
    gen, gen(), gen.__code__, (lambda: 0), len, [].append, str.join, int.__add__, (1).__add__, dict.fromkeys,
    dict.__dict__["fromkeys"], type.__dict__["__mro__"], gen.__class__.__dict__["__code__"], sys, iter([]), iter(()), iter({}), iter({}.values()),
    iter({}.items()), iter(set()), iter(""), iter("\u1234"), iter(b""), iter(bytearray()), iter(range(3)), iter(range(1 << 70)),
    reversed([]), reversed({}), {}.keys(), {}.values(), {}.items(), iter(int, 1), None, NotImplemented, ...,
    type.__dict__, list[int], int | str, sys.implementation, sys.flags, sys.version_info, sys.float_info, sys.hash_info, sys.int_info, sys.thread_info,
]
show_module(builtins)
for sample in samples:
    show_class(type(sample))
