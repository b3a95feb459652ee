"""Weak references: names for objects that do not keep them alive."""

import gc
import weakref

gc.disable()
gc.collect()


class Document:
    def __init__(self, title):
        self.title = title

    def __repr__(self):
        return f"Document({self.title!r})"


print("a reference that answers None afterwards")
document = Document("draft")
reference = weakref.ref(document)
print(" ", reference())
del document
print(" ", reference())

print("callbacks run when the object goes, the newest first")
document = Document("watched")
one = weakref.ref(document, lambda r: print("  callback one"))
two = weakref.ref(document, lambda r: print("  callback two"))
del document

print("a cache that forgets by itself")
cache = weakref.WeakValueDictionary()
kept = cache["kept"] = Document("kept")
cache["dropped"] = Document("dropped")
print(" ", dict(cache))

print("facts about objects that end with the object")
notes = weakref.WeakKeyDictionary({kept: "checked"})
print(" ", notes[kept], len(notes))
del kept
print(" ", len(notes), dict(cache))

print("a parent link that makes no cycle")


class Tree:
    def __init__(self, name, parent=None):
        self.name = name
        self.children = []
        self._parent = weakref.ref(parent) if parent else None
        if parent:
            parent.children.append(self)

    @property
    def parent(self):
        return self._parent and self._parent()


root = Tree("root")
leaf = Tree("leaf", root)
print(" ", leaf.parent.name, [c.name for c in root.children])
del root
print(" ", leaf.parent, "and nothing for the collector:", gc.collect())

print("a proxy looks like the object while it lives")
document = Document("seen through a proxy")
proxy = weakref.proxy(document)
print(" ", proxy.title)
del document
try:
    proxy.title
except ReferenceError as error:
    print(" ", error)

print("finalize: a callback with arguments that also runs at exit")
document = Document("with a finalizer")
weakref.finalize(document, print, "  finalized")
del document
last = Document("until the end")
weakref.finalize(last, print, "  finalized at exit")
print("end of the script")
