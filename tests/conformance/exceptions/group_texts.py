"""How an exception group is written: as a list only if it was made of two arguments, the second a list."""


class Marked(ExceptionGroup):
    def __new__(cls, message, exceptions, mark=None):
        return super().__new__(cls, message, exceptions)


print(repr(Marked("m", [ValueError(1)], 7)))
print(repr(Marked("m", [ValueError(1)])), repr(Marked("m", (ValueError(1),))))

group = ExceptionGroup("m", [ValueError(1)])
for args in (1, 2, 3), ("m", [4]), ("m", (4,)), ():
    group.args = args
    print(repr(group), group)

try:
    raise OSError(1)
except* OSError as caught:
    print(repr(caught), caught.args)

try:
    try:
        raise ExceptionGroup("a", [OSError(1), ValueError(2)])
    except* OSError:
        raise TypeError(1)
    except* ValueError:
        raise KeyError(2)
except BaseException as error:
    print(repr(error), error.args)
