"""More defaults than parameters."""


def inner(*, a=1):
    pass


inner.__defaults__ = (1,)
try:
    inner(1)
except TypeError as error:
    print(error)
