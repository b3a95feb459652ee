# What all drivers begin with: time runs out, and exceptions are no findings.
import signal
import sys


class OutOfTime(BaseException):
    pass


def out_of_time(number, frame):
    raise OutOfTime


signal.signal(signal.SIGVTALRM, out_of_time)

# Nothing is said: inputs make thousands of objects whose finalizers raise.
sys.unraisablehook = lambda unraisable: None


class Quiet:
    def write(self, text):
        return len(text)

    def flush(self):
        pass


sys.stdout = sys.stderr = Quiet()


def attempt(function, *args, **kwargs):
    # What the call returns; None if it raises. A SystemError is an error of the interpreter, and passes.
    signal.signal(signal.SIGVTALRM, out_of_time)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.5, 0.1)
    try:
        return function(*args, **kwargs)
    except SystemError as error:
        # Code that asks for a name where there is no namespace, as in CPython.
        if "no locals" not in str(error):
            raise
    except BaseException:
        return None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


class Input:
    # Bytes that are taken from the front.
    def __init__(self, data):
        self.data = data
        self.at = 0

    def byte(self):
        self.at += 1
        return self.data[self.at - 1] if self.at <= len(self.data) else 0

    def among(self, choices):
        return choices[(self.byte() | self.byte() << 8) % len(choices)]

    def some(self):
        # As many bytes as the next one says.
        count = self.byte()
        self.at += count
        return self.data[self.at - count:self.at]

    def rest(self):
        return self.data[self.at:]


def text_of(data):
    return data.decode("utf-8", "surrogateescape")
