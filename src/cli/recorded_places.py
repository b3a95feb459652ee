import gc
import sys

gc.disable()

objects = {}


def closure():
    def inner(n):
        return inner(n - 1) if n else 0

    objects["inner"] = id(inner)
    objects["cell"] = id(inner.__closure__[0])
    return inner(2)


def fetch():
    last = None
    try:
        raise OSError("no answer")
    except OSError as error:
        last = error
        objects["error"] = id(error)
        objects["frame"] = id(sys._getframe())
    last.args
    return None


class Node:
    def __init__(self, parent):
        self.parent = parent
        self.children = []
        if parent is not None:
            parent.children.append(self)


def tree():
    root = Node(None)
    child = Node(root)
    objects["root"] = id(root)
    objects["child"] = id(child)
    objects["children"] = id(root.children)


registry = []


class Handler:
    pass


def register():
    handler = Handler()
    registry.append(handler)
    objects["handler"] = id(handler)


def numbers(box):
    box.generator = me = box.make
    value = []
    yield value
    yield me


class Box:
    pass


def suspend():
    box = Box()
    box.make = numbers(box)
    next(box.make)
    objects["generator"] = id(box.make)
    objects["box"] = id(box)


def replace():
    old = Box()
    old.me = old
    objects["old"] = id(old)
    holder = Box()
    holder.old = old
    old = None
    holder.old = None
    holder.new = 1


def dies():
    inside = Box()
    inside.me = inside
    objects["inside"] = id(inside)
    outside = [inside]
    del inside
    del outside
    return 1


def unwinds():
    lost = Box()
    lost.me = lost
    objects["lost"] = id(lost)
    lost.missing


closure()
fetch()
tree()
register()
suspend()
replace()
dies()
try:
    unwinds()
except AttributeError:
    pass
