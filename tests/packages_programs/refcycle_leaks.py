"""Leaks as programs have them: their cycles, and what they keep alive besides."""
import functools
import refcycle
from _shown import annotated, kinds


class Session:
    def __init__(self):
        self.buffer = bytearray(10)
        self.callbacks = []

    def on_close(self, callback):
        self.callbacks.append(callback)


class Client:
    def __init__(self):
        self.session = Session()
        self.session.on_close(self.closed)

    def closed(self):
        pass

    @functools.cached_property
    def handlers(self):
        return {"close": self.closed, "open": lambda: self}


class Tree:
    def __init__(self, parent=None):
        self.parent, self.children = parent, []
        if parent:
            parent.children.append(self)


def fetch():
    raise OSError("no answer")


def retry():
    last = None
    for _ in range(2):
        try:
            fetch()
        except OSError as error:
            last = error
    return None if last else 1


def callbacks():
    Client()


def cached():
    return Client().handlers and None


def parents():
    root = Tree()
    for _ in range(2):
        Tree(root)


def recursion():
    def walk(depth):
        return walk(depth - 1) if depth else 0
    walk(2)


def plugins():
    registry = {}

    def register(function):
        registry[function.__name__] = function
        return function

    @register
    def first():
        return registry


for function in (retry, callbacks, cached, parents, recursion, plugins):
    graph = refcycle.cycles_created_by(function)
    print(function.__name__, len(graph), kinds(graph))
    for component in graph.strongly_connected_components():
        print("  component", len(component), kinds(component))
    annotated(graph.annotated())
