"""show_refs of what has references of its own kind: cells, methods, coroutines, exceptions, weak references."""
import builtins
import io
import types
import weakref
import objgraph
from _shown import masked


class Node:
    def method(self):
        pass

    @property
    def value(self):
        return self


class Awaited:
    def __await__(self):
        yield


def program(value):
    """Leaves out what all objects of the kind refer to."""
    if value is globals() or value is vars(builtins):
        return False
    return not isinstance(value, (type, types.CodeType, types.ModuleType, str))


def show(value, **options):
    out = io.StringIO()
    objgraph.show_refs([value], output=out, filter=program, **options)
    print(masked(out.getvalue()))


def closure(first, second):
    def inner():
        return first, second
    return inner


async def coroutine(local):
    await Awaited()


def raising():
    local = node
    raise ValueError(local)


node = Node()
node.data = [1]
show(closure(node, [2]).__closure__)
show(node.method)
show(types.MethodType(print, node))
waiting = coroutine([3])
waiting.send(None)
show(waiting)
show(weakref.ref(node, print))
show(weakref.WeakKeyDictionary({node: [4]}).data)
try:
    raising()
except ValueError as error:
    show(error, max_depth=1)
    show(error.__traceback__.tb_next, max_depth=1)
show(iter([node]))
show(classmethod(len))
show(property(len, None, None, "text"))
show({"a": node}.values(), max_depth=2)
waiting.close()
