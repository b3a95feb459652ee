# __del__ that runs while an exception passes by sees it, and does not lose it.
import sys


class D:
    def __del__(self):
        try:
            raise KeyError("inside del")
        except KeyError:
            pass
        print("del ran", sys.exc_info()[0])


def f():
    d = D()
    raise ValueError("outside")


try:
    f()
except ValueError as e:
    print(e, e.__context__)
    e = None
print("done")


class Exit:
    def __del__(self):
        print("last words")


def g():
    e = Exit()
    sys.exit(3)


try:
    g()
except SystemExit as e:
    print(e.code)
