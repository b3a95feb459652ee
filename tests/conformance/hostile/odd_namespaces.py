# Classes, builtins and imports that are not what they should be; containers changed while they are compared.
import sys


def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, error)


def rename(cls, name):
    cls.__name__ = name
    return repr(cls)


attempt("surrogate name", lambda: type("\udcff", (), {}))
attempt("surrogate rename", lambda: rename(type("C", (), {}), "\ud800"))
attempt("rename", lambda: rename(type("C", (), {"__module__": "builtins", "__qualname__": "D.E"}), "F"))
attempt("rename", lambda: rename(type("C", (), {"__module__": 5, "__qualname__": "D.E"}), "F"))


class Meta(type):
    order = staticmethod(lambda cls, own: own)

    def mro(cls):
        return Meta.order(cls, type.mro(cls))


class Other:
    def __init_subclass__(cls):
        print("init_subclass of Other")


for name, order in {
    "empty": lambda cls, own: [],
    "none": lambda cls, own: None,
    "not itself": lambda cls, own: [object],
    "itself last": lambda cls, own: [Other, object, cls],
    "numbers": lambda cls, own: [cls, 5],
    "layout": lambda cls, own: [cls, int, object],
    "raises": lambda cls, own: 1 / 0,
    "endless": lambda cls, own: (Other for _ in range(3)),
}.items():
    Meta.order = staticmethod(order)
    attempt(name, lambda: Meta("M", (Other,), {}).__mro__)


def run(builtins, text):
    space = {"__builtins__": builtins}
    exec(text, space)
    return space.get("result")


for builtins in (5, None, [], "text", sys, {}, {"x": 1}, type("M", (dict,), {"__missing__": lambda self, key: key})()):
    kind = type(builtins).__name__
    attempt(f"{kind} name", lambda: run(builtins, "result = x"))
    attempt(f"{kind} global", lambda: run(builtins, "def f(): return x\nresult = f()"))
    attempt(f"{kind} import", lambda: run(builtins, "import sys"))
    attempt(f"{kind} class", lambda: run(builtins, "class C: pass"))

for key in ("parent", "parent.child"):
    sys.modules[key] = None
    attempt(f"import below {key}", lambda: __import__("parent.child.module"))
    attempt(f"import {key}", lambda: __import__(key))
sys.modules["parent"] = 5
attempt("import below 5", lambda: __import__("parent.other"))


class Evil:
    def __init__(self, action):
        self.action = action

    def __eq__(self, other):
        return self.action()

    def __hash__(self):
        return 1


items = [Evil(lambda: items.clear())]
for compare in (list.__eq__, list.__ne__, list.__lt__, list.__ge__):
    items[:] = [Evil(lambda: items.clear()), 2]
    attempt(compare.__name__, lambda: compare(items, [1, 3]))
items[:] = [Evil(lambda: items.__setitem__(0, 7))]
attempt("replaced", lambda: items < [8])
found = set()
found.add(Evil(lambda: found.clear() or True))
attempt("add", lambda: found.add(Evil(lambda: True)) or len(found))
keys = {}
keys[Evil(lambda: False)] = 1
target = dict.fromkeys(keys)
attempt("fromkeys", lambda: len(target))
grows = {Evil(lambda: False): 1}
grows[Evil(lambda: grows.update(x=1) or False)] = 2
attempt("fromkeys grows", lambda: [type(key).__name__ for key in dict.fromkeys(grows)])
