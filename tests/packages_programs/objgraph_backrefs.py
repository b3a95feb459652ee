"""show_backrefs and show_chain to a stream."""
import io
import types
import objgraph
from _shown import masked


class Node:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def method(self):
        pass


def show(function, *args, **options):
    out = io.StringIO()
    function(*args, output=out, **options)
    print(masked(out.getvalue()))


def not_frames(value):
    return not isinstance(value, (types.FrameType, types.ModuleType))


def main():
    leaf = Node(name="leaf")
    holder = Node(leaf=leaf, many=[leaf, leaf], pair=(leaf,))
    bound = leaf.method

    def closure():
        return leaf
    show(objgraph.show_backrefs, [leaf], max_depth=2)
    show(objgraph.show_backrefs, leaf, max_depth=2, refcounts=True)
    show(objgraph.show_backrefs, [leaf, holder], max_depth=1, too_many=2)
    show(objgraph.show_backrefs, leaf, max_depth=4, filter=not_frames)
    chain = objgraph.find_backref_chain(leaf, lambda value: type(value) is types.FunctionType)
    print(len(chain))
    show(objgraph.show_chain, chain)
    show(objgraph.show_chain, objgraph.find_ref_chain(holder, lambda value: value == "leaf"), backrefs=False)
    show(objgraph.show_chain, chain, objgraph.find_backref_chain(leaf, lambda value: type(value) is tuple))
    return bound


main()
listed = Node(data=[])
show(objgraph.show_backrefs, [listed.data], max_depth=5)
