"""Notes on nodes in a WeakKeyDictionary: the note of a node refers to the node, which so stays."""

import weakref

NOTES = weakref.WeakKeyDictionary()


class Node:
    def __init__(self, name):
        self.name = name


class Note:
    def __init__(self, node, text):
        self.node = node
        self.text = text


def annotate(name):
    node = Node(name)
    NOTES[node] = Note(node, f"the node {name}")
    return weakref.ref(node)


print("alive:", annotate("first")() is not None, len(NOTES))
