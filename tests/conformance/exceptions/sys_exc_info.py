# sys.exc_info and sys.exception: what is being handled, and where.
import sys


def kind():
    return sys.exc_info()[0].__name__ if sys.exc_info()[0] else None


print(sys.exc_info(), sys.exception())
try:
    raise ValueError("v")
except ValueError as e:
    print(kind(), sys.exception() is e, sys.exc_info()[1] is e, sys.exc_info()[2] is e.__traceback__)
    try:
        raise KeyError
    except KeyError:
        print(kind())
    print(kind())
print(kind())


def gen():
    yield kind()
    try:
        raise TypeError
    except TypeError:
        yield kind()
    yield kind()


g = gen()
print(next(g))
try:
    raise OSError
except OSError:
    print(next(g), kind())
    print(next(g), kind())
print(list(gen()))


def finally_sees():
    try:
        raise IndexError
    finally:
        print("finally", kind())


try:
    finally_sees()
except IndexError:
    pass


class M:
    def __enter__(self): ...
    def __exit__(self, *a):
        print("exit", kind())
        return True


with M():
    raise LookupError
print(kind())


def reraise():
    try:
        raise ValueError("again")
    except ValueError:
        try:
            raise KeyError
        except KeyError:
            pass
        raise


try:
    reraise()
except ValueError as e:
    print(repr(e))


def loop():
    for n in range(2):
        try:
            raise ValueError(n)
        except ValueError:
            if n == 0:
                continue
            break
    print(kind())


loop()


def returns():
    try:
        raise ValueError
    except ValueError:
        return kind()


print(returns(), kind())
class D:
    def __del__(self):
        print("del sees", kind())
try:
    raise ValueError
except ValueError:
    D()
