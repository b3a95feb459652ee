# sys.setprofile: calls, returns and exceptions of Python and of built-in functions.
import sys

HERE = sys._getframe().f_code.co_filename


def profiler(frame, event, argument):
    if frame.f_code.co_filename != HERE or frame.f_code.co_name in ("run", "<module>"):
        return
    if event.startswith("c_"):
        argument = argument.__qualname__
    print(f"{event:11} {frame.f_code.co_name} {argument}")


def run(function, *arguments):
    print("---", function.__name__)
    sys.setprofile(profiler)
    try:
        function(*arguments)
    except Exception as error:
        sys.setprofile(None)
        print("raised", type(error).__name__)
    sys.setprofile(None)


def built_in():
    x = [3, 1]
    x.append(len(x))
    list.sort(x)
    sorted(x, key=abs)
    max(*x)
    max(x, **{"default": 1})
    "a".join(["b"])
    str.upper("x")


def fails():
    try:
        len(5)
    except TypeError:
        pass
    int("x")


class C:
    def __init__(self):
        self.x = 1

    def method(self):
        return self.x

    @staticmethod
    def static():
        return 2


def methods():
    c = C()
    c.method()
    c.static()
    bound = c.method
    bound()
    isinstance(c, C)


def generator():
    yield 1
    yield 2


def iterates():
    for i in generator():
        pass
    list(generator())
    next(generator())


def leaves():
    raise ValueError


def catches():
    try:
        leaves()
    except ValueError:
        pass


def sorts():
    [2, 1].sort(key=lambda x: -x)


run(built_in)
run(fails)
run(methods)
run(iterates)
run(catches)
run(sorts)


def raising(frame, event, argument):
    raise KeyError(event)


def called():
    pass


sys.setprofile(raising)
try:
    called()
except KeyError as error:
    print("raised", error, sys.getprofile())
