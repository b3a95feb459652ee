"""`args` that an `__init__` in Python has handed on are a tuple of its own, younger than the exception."""
import gc

gc.disable()
mark = []


class Handed(Exception):
    def __init__(self, *items):
        Exception.__init__(self, *items)


class Plain(Exception):
    pass


def shown(error):
    young = [id(item) for item in gc.get_objects(generation=0)]
    print(type(error).__name__, young.index(id(error)) < young.index(id(error.args)))


shown(Handed("n", mark))
shown(Plain("n", mark))
shown(ValueError("n", mark))
