"""Cycles through frames: their objects, and refcycle's names of the edges."""
import sys
import refcycle
from _shown import annotated


class Node:
    def method(self):
        pass


class Awaited:
    def __await__(self):
        yield


def exception():
    try:
        raise ValueError("x")
    except ValueError as error:
        kept = error


def caller():
    def raising():
        raise KeyError("k")
    try:
        raising()
    except KeyError as error:
        kept = error


def generator():
    def g():
        itself = running
        yield itself
    running = g()
    next(running)


def frame():
    frame = sys._getframe()


def coroutine():
    async def c():
        itself = running
        await awaited
    awaited = Awaited()
    running = c()
    running.send(None)


for function in (exception, caller, generator, frame, coroutine):
    graph = refcycle.cycles_created_by(function)
    print(function.__name__, len(graph), sorted(graph.count_by_typename().items()))
    annotated(graph.annotated())
    print("   ", [len(component) for component in graph.strongly_connected_components()])
