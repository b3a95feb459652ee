# How terminals are set up.
import os
import termios


def show(function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:
        print(function.__name__, arguments[1:], type(error), error)
    else:
        print(function.__name__, arguments[1:], result)


print(termios.error, termios.error.__mro__)
reader, writer = os.pipe()
for function in (termios.tcgetattr, termios.tcdrain, termios.tcgetwinsize):
    show(function, reader)
    show(function, -1)
    show(function, "a")
for function in (termios.tcsendbreak, termios.tcflush, termios.tcflow):
    show(function, reader, 0)
    show(function, reader, "a")
    show(function, reader)
for value in ([], (1,), [1] * 7):
    show(termios.tcsetattr, reader, 0, value)
for value in (5, (1,), (1, 2), "ab", (70000, 9), (-1, 1)):
    show(termios.tcsetwinsize, reader, value)
print(sum(value for name, value in vars(termios).items() if type(value) is int))
