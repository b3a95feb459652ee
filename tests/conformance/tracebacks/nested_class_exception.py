class Outer:
    class Error(Exception):
        pass


def f():
    class Local(Outer.Error): ...
    raise Local("x", 5)


f()
