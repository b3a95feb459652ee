# Setting f_lineno: jumps, and what refuses them.
import sys
import warnings

warnings.simplefilter("ignore")


class Jump:
    def __init__(self, function, start, end, event="line"):
        self.code = function.__code__
        self.start, self.end, self.event = start, end, event
        self.done = False

    def __call__(self, frame, event, argument):
        if frame.f_code is not self.code:
            return None
        first = frame.f_code.co_firstlineno
        if not self.done and event == self.event and frame.f_lineno - first == self.start:
            self.done = True
            frame.f_lineno = first + self.end
        return self


def jump(function, start, end, event="line"):
    print("---", function.__name__, start, "to", end, event)
    out = []
    sys.settrace(Jump(function, start, end, event))
    try:
        function(out)
    except (ValueError, TypeError, ZeroDivisionError, RuntimeWarning) as error:
        sys.settrace(None)
        print(type(error).__name__, error)
    sys.settrace(None)
    print(out)


def plain(out):
    out.append(1)
    out.append(2)
    out.append(3)
    x = 4
    out.append(5)


def loop(out):
    for i in (1, 2, 3):
        out.append(2)
        out.append(3)
    out.append(4)
    for j in (4, 5):
        out.append(6)
    while i > 2:
        i -= 1
        out.append(9)
    out.append(10)


def tries(out):
    try:
        out.append(2)
        out.append(3)
    except ValueError:
        out.append(5)
    finally:
        out.append(7)
    out.append(8)


def handles(out):
    try:
        1 / 0
    except ZeroDivisionError as e:
        out.append(4)
        out.append(type(sys.exception()))
    out.append(type(sys.exception()))
    out.append(7)


class Manager:
    def __init__(self, out):
        self.out = out

    def __enter__(self):
        self.out.append("enter")

    def __exit__(self, *details):
        self.out.append("exit")


def managed(out):
    with Manager(out):
        out.append(2)
        out.append(3)
    out.append(4)
    with Manager(out):
        out.append(6)
    out.append(7)


def unbound(out):
    if out:
        x = 2
    y = 3
    x = 4
    out.append((x, y))


def generator(out):
    def inner():
        out.append(1)
        yield 2
        out.append(3)
        out.append(4)

    for i in inner():
        out.append(i)


def inside(out):
    a = 1
    print(
        out.append(3)
    )
    out.append(
        a
        +
        10
    )


def passing(out):
    out.append(1)
    out.append(2)
    pass


class Inner:
    def __call__(self, frame, event, argument):
        if frame.f_code.co_name == "yields" and event == "return" and not self.done:
            self.done = True
            frame.f_lineno -= 1
        return self

    done = False


def yielding(out):
    def yields():
        out.append(1)
        yield 2

    for i in yields():
        out.append(i)


for function in (yielding,):
    out = []
    sys.settrace(Inner())
    function(out)
    sys.settrace(None)
    print(out)
jump(plain, 5, 6)
jump(passing, 1, 3)
jump(passing, 3, 1)
jump(inside, 3, 7)
jump(inside, 7, 2)
jump(plain, 1, 3)
jump(plain, 3, 1)
jump(plain, 2, 5)
jump(plain, 2, 20)
jump(plain, 2, -1)
jump(plain, 0, 2, "call")
jump(plain, 5, 2, "return")
jump(loop, 2, 4)
jump(loop, 3, 2)
jump(loop, 4, 2)
jump(loop, 2, 6)
jump(loop, 6, 10)
jump(loop, 10, 8)
jump(loop, 3, 1)
jump(tries, 2, 8)
jump(tries, 8, 2)
jump(tries, 2, 5)
jump(tries, 3, 7)
jump(handles, 4, 7)
jump(handles, 4, 6)
jump(handles, 7, 4)
jump(handles, 2, 7)
jump(managed, 2, 4)
jump(managed, 4, 2)
jump(managed, 2, 6)
jump(managed, 6, 7)
jump(unbound, 3, 5)

try:
    sys._getframe().f_lineno = 5
except ValueError as error:
    print(error)
try:
    sys._getframe().f_lineno = "x"
except ValueError as error:
    print(error)
try:
    del sys._getframe().f_lineno
except AttributeError as error:
    print(error)


def wrong(frame, event, argument):
    if frame.f_code is plain.__code__ and event == "line":
        for value in ("x", 1.5, 1 << 40, None):
            try:
                frame.f_lineno = value
            except (ValueError, TypeError) as error:
                print(type(error).__name__, error)
        sys.settrace(None)
    return wrong


sys.settrace(wrong)
plain([])
sys.settrace(None)
