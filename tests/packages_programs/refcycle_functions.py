"""Cycles through functions: their objects, and refcycle's names of the edges."""
import functools
import refcycle
from _shown import annotated


class Node:
    def method(self):
        pass


def cell():
    def f(number):
        return f(number - 1)


def method():
    node = Node()
    node.bound = node.method


def defaults():
    def f(first=[], *, key={}):
        pass
    f.__defaults__[0].append(f)
    f.__kwdefaults__["key"]["f"] = f
    f.attribute = f


def annotations():
    def f(a: int, b: "Node") -> list:
        pass
    f.itself = f
    f.__annotations__


def partial():
    node = Node()
    node.call = functools.partial(print, node, key=node)


def bound_builtin():
    data = []
    data.append(data.append)


for function in (cell, method, defaults, annotations, partial, bound_builtin):
    graph = refcycle.cycles_created_by(function)
    print(function.__name__, len(graph), sorted(graph.count_by_typename().items()))
    annotated(graph.annotated())
    print("   ", [len(component) for component in graph.strongly_connected_components()])
