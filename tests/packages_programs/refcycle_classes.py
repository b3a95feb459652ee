"""Cycles through classes: their objects, and refcycle's names of the edges."""
import refcycle
from _shown import annotated


class Node:
    def method(self):
        pass


def klass():
    class Made:
        attribute = 1


def metaclass():
    class Meta(type):
        pass

    class Made(metaclass=Meta):
        __slots__ = ()


def prop():
    class Made:
        @property
        def value(self):
            return Made


def slots():
    class Made:
        __slots__ = ("x",)
    made = Made()
    made.x = made


def super_():
    class Made(Node):
        def method(self):
            return super().method()
    made = Made()
    made.parent = super(Made, made)


for function in (klass, metaclass, prop, slots, super_):
    graph = refcycle.cycles_created_by(function)
    print(function.__name__, len(graph), sorted(graph.count_by_typename().items()))
    annotated(graph.annotated())
    print("   ", [len(component) for component in graph.strongly_connected_components()])
