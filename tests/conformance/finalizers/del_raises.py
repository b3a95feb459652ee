# Exceptions in __del__ are reported and ignored.
import sys


class D:
    def __del__(self):
        raise ValueError("from del")


def hook(unraisable):
    print("hook:", type(unraisable.exc_value).__name__, unraisable.exc_value, unraisable.err_msg, unraisable.object.__name__, unraisable.exc_traceback.tb_lineno)


sys.unraisablehook = hook
D()
x = [D(), D()]
del x
try:
    D()
    print("goes on")
finally:
    d = D()
    del d
sys.unraisablehook = sys.__unraisablehook__
D()
def f():
    d = D()
    return "value survives"
print(f())
