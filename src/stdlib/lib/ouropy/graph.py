"""Objects as a graph, under the names that refcycle uses."""

import _ouropy

from ._dot import dot
from ._report import Session

# What objects_reachable_from does not go through: everything is reachable from a module.
_MODULE = type(_ouropy)


class Edge:
    """A reference from `tail` to `head`, both objects; `name` is how Python spells it."""

    __slots__ = ("head", "name", "tail")

    def __init__(self, tail, name, head):
        self.tail = tail
        self.name = name
        self.head = head

    def __repr__(self):
        return f"<Edge {_ouropy.label(self.tail)} {self.name} {_ouropy.label(self.head)}>"


class ObjectGraph:
    """Some objects and the references among them. Objects are told apart by identity, never compared or called."""

    __slots__ = ("_children", "_objects", "_parents")

    def __init__(self, objects=()):
        self._objects = {id(obj): obj for obj in objects}
        self._children = {}
        self._parents = {key: [] for key in self._objects}
        for key, obj in self._objects.items():
            edges = [
                Edge(obj, name, referent)
                for name, referent in _ouropy.references(obj)
                if id(referent) in self._objects
            ]
            self._children[key] = edges
            for edge in edges:
                self._parents[id(edge.head)].append(edge)

    # As a collection.

    def __len__(self):
        return len(self._objects)

    def __iter__(self):
        return iter(self._objects.values())

    def __contains__(self, obj):
        return id(obj) in self._objects

    def __eq__(self, other):
        return isinstance(other, ObjectGraph) and self._objects.keys() == other._objects.keys()

    __hash__ = None

    def __and__(self, other):
        return ObjectGraph(obj for obj in self if obj in other)

    def __or__(self, other):
        return ObjectGraph([*self, *other])

    def __sub__(self, other):
        return ObjectGraph(obj for obj in self if obj not in other)

    def __repr__(self):
        return f"<{self}>"

    def __str__(self):
        return f"ObjectGraph of {len(self)} objects and {len(self.edges)} references"

    @property
    def vertices(self):
        """The objects, as a list."""
        return list(self)

    @property
    def edges(self):
        """All references, each an `Edge`."""
        return [edge for edges in self._children.values() for edge in edges]

    @staticmethod
    def head(edge):
        """The object that a reference leads to."""
        return edge.head

    @staticmethod
    def tail(edge):
        """The object that refers."""
        return edge.tail

    def references(self):
        """Pairs of an object and one that it refers to."""
        return [(edge.tail, edge.head) for edge in self.edges]

    # Neighbours.

    def out_edges(self, obj):
        """References of an object."""
        return list(self._children[id(obj)])

    def in_edges(self, obj):
        """References to an object."""
        return list(self._parents[id(obj)])

    def children(self, obj):
        """What an object refers to."""
        return _distinct(edge.head for edge in self._children[id(obj)])

    def parents(self, obj):
        """What refers to an object."""
        return _distinct(edge.tail for edge in self._parents[id(obj)])

    def descendants(self, start, generations=None):
        """The graph of an object and all it leads to, in so many steps at most."""
        return ObjectGraph(self._around(start, self.children, generations))

    def ancestors(self, start, generations=None):
        """The graph of an object and all that leads to it, in so many steps at most."""
        return ObjectGraph(self._around(start, self.parents, generations))

    def _around(self, start, step, generations):
        found, ring = {id(start): start}, [start]
        while ring and (generations is None or generations > 0):
            onward = [other for obj in ring for other in step(obj)]
            ring = []
            for obj in onward:
                if id(obj) not in found:
                    found[id(obj)] = obj
                    ring.append(obj)
            if generations is not None:
                generations -= 1
        return list(found.values())

    # Ways.

    def shortest_path(self, start, end):
        """The graph of the objects on a shortest way. ValueError if there is none."""
        return ObjectGraph(self._way(start, end))

    def shortest_cycle(self, start):
        """The graph of a shortest cycle through an object. ValueError if there is none."""
        return ObjectGraph(self._way(start, start))

    def way(self, start, end):
        """A shortest way as a list of `Edge`s; from an object to itself, a shortest cycle. ValueError if there is
        none.
        """
        before, ring = {}, [start]
        while ring:
            following = []
            for obj in ring:
                for edge in self._children[id(obj)]:
                    if id(edge.head) in before:
                        continue
                    before[id(edge.head)] = edge
                    if edge.head is end:
                        return self._back(before, start, edge)
                    following.append(edge.head)
            ring = following
        raise ValueError("no way leads there")

    def _back(self, before, start, edge):
        way = [edge]
        while edge.tail is not start:
            edge = before[id(edge.tail)]
            way.append(edge)
        way.reverse()
        return way

    def _way(self, start, end):
        if start is end and not any(edge.head is start for edge in self._parents[id(start)]):
            raise ValueError("no cycle leads through the object")
        way = self.way(start, end)
        return [way[0].tail, *(edge.head for edge in way)]

    # Components.

    def strongly_connected_components(self):
        """Graphs in each of which every object leads to every other one; a component before those that lead to it."""
        return [ObjectGraph(component) for component in self._components()]

    def source_components(self):
        """The strongly connected components to which no other one leads."""
        return [
            graph
            for graph in self.strongly_connected_components()
            if all(parent in graph for obj in graph for parent in self.parents(obj))
        ]

    def _components(self):
        order, low, done = {}, {}, set()
        stack, found = [], []
        for root in self:
            if id(root) in order:
                continue
            way = [(root, iter(self.children(root)))]
            order[id(root)] = low[id(root)] = len(order)
            stack.append(root)
            while way:
                obj, rest = way[-1]
                child = next(rest, _END)
                if child is not _END:
                    if id(child) not in order:
                        order[id(child)] = low[id(child)] = len(order)
                        stack.append(child)
                        way.append((child, iter(self.children(child))))
                    elif id(child) not in done:
                        low[id(obj)] = min(low[id(obj)], order[id(child)])
                    continue
                way.pop()
                if way:
                    parent = way[-1][0]
                    low[id(parent)] = min(low[id(parent)], low[id(obj)])
                if low[id(obj)] == order[id(obj)]:
                    at = next(at for at in range(len(stack) - 1, -1, -1) if stack[at] is obj)
                    component = stack[at:]
                    del stack[at:]
                    done.update(id(member) for member in component)
                    found.append(component)
        return found

    # Parts.

    def full_subgraph(self, objects):
        """The graph of those objects, which have to be in this one."""
        objects = list(objects)
        if any(obj not in self for obj in objects):
            raise ValueError("an object is not in the graph")
        return ObjectGraph(objects)

    complete_subgraph_on_vertices = full_subgraph

    def owned_objects(self):
        """The objects that are alive because of this graph only, themselves and their attributes: what is in it, and
        what only these refer to.
        """
        owned = dict(self._objects)
        holders = {}
        waiting = list(self)
        while waiting:
            for _, referent in _ouropy.references(waiting.pop()):
                key = id(referent)
                if key in owned or issubclass(type(referent), (type, _MODULE)):
                    continue
                held = holders.setdefault(key, [referent, 0])
                held[1] += 1
                if held[1] == _ouropy.references_to(referent):
                    owned[key] = referent
                    waiting.append(referent)
        return list(owned.values())

    def count_by(self, key):
        """How many objects there are for each value of `key(obj)`."""
        counts = {}
        for obj in self:
            value = key(obj)
            counts[value] = counts.get(value, 0) + 1
        return counts

    def count_by_typename(self):
        """How many objects there are of each class."""
        return self.count_by(_ouropy.class_name)

    def find_by(self, predicate):
        """The objects for which a function is true."""
        return [obj for obj in self if predicate(obj)]

    def find_by_typename(self, name):
        """The objects of the class of that name."""
        return self.find_by(lambda obj: _ouropy.class_name(obj) == name)

    # As text.

    def to_dot(self):
        """The graph in the language DOT, every reference named."""
        return dot(self, [(edge.tail, edge.name, edge.head) for edge in self.edges])

    def to_json(self):
        """The graph as JSON: objects with id, class, label and bytes, references with from, to and name."""
        import json

        numbers = {key: f"#{number}" for number, key in enumerate(self._objects, 1)}
        objects = [
            {
                "id": numbers[id(obj)],
                "class": _ouropy.class_name(obj),
                "label": _ouropy.label(obj),
                "bytes": _ouropy.bytes(obj),
            }
            for obj in self
        ]
        references = [
            {"from": numbers[id(edge.tail)], "to": numbers[id(edge.head)], "name": edge.name} for edge in self.edges
        ]
        return json.dumps({"objects": objects, "references": references}, indent=2)

    def export_json(self, filename):
        """Writes `to_json()` to a file."""
        with open(filename, "w", encoding="utf-8") as file:
            file.write(self.to_json())

    def export_dot(self, filename):
        """Writes `to_dot()` to a file."""
        with open(filename, "w", encoding="utf-8") as file:
            file.write(self.to_dot())


_END = object()


def _distinct(objects):
    return list({id(obj): obj for obj in objects}.values())


def garbage():
    """The graph of what only the collector would free: all cycles."""
    return ObjectGraph(obj for cycle in _ouropy.garbage() for obj in cycle)


def snapshot():
    """The graph of all objects that the collector tracks."""
    return ObjectGraph(_ouropy.objects())


def objects_reachable_from(obj):
    """The graph of an object and all that it leads to. It does not go through modules and classes, which lead to
    everything.
    """
    found, waiting = {id(obj): obj}, [obj]
    while waiting:
        holder = waiting.pop()
        for name, referent in _ouropy.references(holder):
            is_boundary = issubclass(type(referent), (type, _MODULE)) or name.endswith(("__globals__", "__builtins__"))
            if id(referent) not in found and not is_boundary:
                found[id(referent)] = referent
                waiting.append(referent)
    return ObjectGraph(found.values())


def cycles_created_by(f):
    """The graph of the cycles that `f()` leaves to the collector. It keeps their objects alive, and what `f()` returns
    is let go of first.
    """
    session = Session()
    try:
        f()
    finally:
        session.end(keep=True)
    return ObjectGraph(obj for cycle in session.cycles for obj in cycle)


# refcycle has them in the module; beside `ouropy.garbage` and `ouropy.snapshot`, which give lists and counts, they are
# reached by way of the class.
ObjectGraph.garbage = staticmethod(garbage)
ObjectGraph.snapshot = staticmethod(snapshot)
ObjectGraph.objects_reachable_from = staticmethod(objects_reachable_from)
ObjectGraph.cycles_created_by = staticmethod(cycles_created_by)
