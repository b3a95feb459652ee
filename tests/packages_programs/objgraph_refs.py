"""show_refs to a stream: labels, edges, options."""
import builtins
import functools
import io
import objgraph
from _shown import masked


class Node:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def method(self):
        pass


class Dying:
    def __del__(self):
        pass


class Slots:
    __slots__ = ("one", "two")


def show(*args, **options):
    out = io.StringIO()
    objgraph.show_refs(*args, output=out, **options)
    print(masked(out.getvalue()))


def outer(first, second=[1]):
    def inner(third=3, *, fourth=4):
        return first
    return inner


def generator():
    local = node
    yield local


def not_globals(value):
    """Leaves out what belongs to the interpreter: built-in types refer to more objects in CPython."""
    return value is not globals() and value is not vars(builtins) and value is not functools.partial


node = Node(one=1, two=[1, "x", 2.5, None], three={"key": (1,)})
node.itself = node
dying = Dying()
dying.itself = dying
slots = Slots()
slots.one, slots.two = slots, "quoted \"text\"\n"
running = generator()
next(running)
show([node], filter=not_globals)
show([node], max_depth=5, filter=not_globals)
show(node.method, filter=not_globals)
show([dying], shortnames=False, filter=not_globals)
show([slots], filter=not_globals)
show([list(range(300, 330))], too_many=4)
show([node, slots], extra_info=lambda value: type(value).__name__, highlight=lambda value: value is slots,
     max_depth=1)
show([node], extra_node_attrs=lambda value: {"tooltip": type(value).__name__}, filter=not_globals)
show([outer(node)], max_depth=2, filter=not_globals)
show([running], filter=not_globals)
show([functools.partial(outer, 1, second=2)], max_depth=2, filter=not_globals)
show([{1: node, "a b": node, (1,): slots, "name": slots}], max_depth=1)
show([Node], max_depth=1)
