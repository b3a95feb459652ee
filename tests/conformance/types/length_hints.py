# Who asks for a length hint when it is given an iterable, and of what.
import sys


def attempt(label, action):
    try:
        print(label, "->", action())
    except Exception as error:
        print(label, "->", type(error).__name__, error)


class Length:
    def __iter__(self):
        return iter([1, 2])

    def __len__(self):
        raise RuntimeError("length")


class Hint:
    def __iter__(self):
        return iter([1, 2])

    def __length_hint__(self):
        raise RuntimeError("hint")


class Enormous:
    def __iter__(self):
        return iter([1, 2])

    def __length_hint__(self):
        return sys.maxsize


def assigned(target, items):
    target[1:2] = items
    return target


for kind in (Length, Hint):
    attempt("list", lambda: list(kind()))
    attempt("extend", lambda: [0].extend(kind()))
    attempt("slice", lambda: assigned([0, 0], kind()))
    attempt("tuple", lambda: tuple(kind()))
    attempt("bytearray", lambda: bytearray(kind()))
    attempt("bytearray.extend", lambda: bytearray().extend(kind()))
    attempt("bytearray slice", lambda: assigned(bytearray(2), kind()))
    attempt("bytes", lambda: bytes(kind()))
    attempt("from_bytes", lambda: int.from_bytes(kind()))
items = [0]
items.extend(Enormous())
print(items)
attempt("list", lambda: list(Enormous()))
