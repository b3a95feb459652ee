"""ObjectTracker: objects that have come."""
from pympler import muppy, tracker
from _shown import kinds


class Node:
    pass


class Few(tracker.ObjectTracker):
    """Looks at objects of the program only: all take long to compare."""

    def _get_objects(self, ignore=()):
        return [value for value in muppy.get_objects() if isinstance(value, Node)]


objects = Few()
objects.get_diff()
kept = [Node(), {"x": Node()}]
found = objects.get_diff()
print(kinds(found["+"]), kinds(found["-"]))
del kept, found
found = objects.get_diff()
print(kinds(found["+"]), kinds(found["-"]))
del found
kept = Node()
print(*objects.format_diff(), sep="\n")
objects.print_diff()
