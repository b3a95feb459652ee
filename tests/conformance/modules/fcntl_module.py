# What is asked of open files by number, and locks.
import fcntl
import os
import tempfile
import termios


def show(function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:
        print(function.__name__, arguments[1:], type(error).__name__, error)
    else:
        print(function.__name__, arguments[1:], result)


reader, writer = os.pipe()
show(fcntl.fcntl, reader, fcntl.F_GETFD)
show(fcntl.fcntl, reader, fcntl.F_GETFL, 0)
show(fcntl.fcntl, reader, fcntl.F_SETFL, os.O_NONBLOCK)
print(os.get_blocking(reader), fcntl.fcntl(reader, fcntl.F_GETFL) == os.O_NONBLOCK)
for value in (b"\0" * 1025, 1.5, 2**70, -1, None):
    try:
        print(fcntl.fcntl(reader, fcntl.F_GETFD, value))
    except Exception as error:
        print(type(error).__name__, error)
show(fcntl.fcntl, reader, fcntl.F_GETFD, "abc")
show(fcntl.fcntl, reader)
show(fcntl.fcntl, reader, 1, 2, 3)
show(fcntl.fcntl, reader, "s")
show(fcntl.fcntl, -1, 1)
show(fcntl.fcntl, "a", 1)
show(fcntl.fcntl, 1000, 1)


class File:
    def fileno(self):
        return reader


class Wrong:
    def fileno(self):
        return "a"


show(fcntl.fcntl, File(), fcntl.F_GETFD)
show(fcntl.fcntl, Wrong(), fcntl.F_GETFD)
os.write(writer, b"abc")
show(fcntl.ioctl, reader, termios.FIONREAD, b"\0\0\0\0")
data = bytearray(4)
show(fcntl.ioctl, reader, termios.FIONREAD, data)
print(data)
show(fcntl.ioctl, reader, termios.FIONREAD, bytearray(4), False)
long = bytearray(1100)
print(fcntl.ioctl(reader, termios.FIONREAD, long), long[:5], len(long))
try:
    fcntl.ioctl(reader, termios.FIONREAD, bytes(1100))
except ValueError as error:
    print(error)
view = memoryview(bytearray(8))
print(fcntl.ioctl(reader, termios.FIONREAD, view[4:]), bytes(view))
for arguments in [(-1,), (2**32,), (2**64,), (1.5,), (1, 1.5), (1, None), (termios.TIOCGWINSZ, "abcdefgh")]:
    show(fcntl.ioctl, reader, *arguments)
show(fcntl.flock, reader, "x")
with tempfile.TemporaryFile() as file:
    for function in (fcntl.flock, fcntl.lockf):
        show(function, file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        show(function, file, fcntl.LOCK_UN)
    show(fcntl.lockf, file, fcntl.LOCK_EX, 1, 2, 0)
    show(fcntl.lockf, file, fcntl.LOCK_UN, 1, 2, 0)
    show(fcntl.lockf, file, 1000)
    show(fcntl.lockf, file, 8, 1, 2, 3, 4)
    show(fcntl.lockf, file, 8, "a")
    show(fcntl.lockf, file, 8, 2.0)
    show(fcntl.lockf, file, fcntl.LOCK_EX, 0, 0, 9)
show(fcntl.lockf, reader, fcntl.LOCK_EX)
print(sum(value for name, value in vars(fcntl).items() if type(value) is int))
