# Which numbers choose a class of their own: ints of any class.
class Number(int):
    pass


for errno in [1, True, 1.0, Number(2), 10**30, "2", None, [], 9999]:
    error = OSError(errno, "text")
    print(type(error).__name__, error, error.errno)
