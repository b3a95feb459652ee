# Finalizers that meddle with the container that they die in, whatever is being done to it.
import sys, gc, weakref, collections, itertools, functools, types, contextvars, array, io
gc.collect(); gc.disable()
class D:
    act = None
    def __init__(s, n, act=None): s.n = n; s.act = act
    def __del__(s, print=print):
        print("del", s.n)
        if s.act: s.act(s)
    def __hash__(s): return hash(s.n)
    def __eq__(s, o): return isinstance(o, D) and s.n == o.n
    def __lt__(s, o): return s.n < o.n
    def __repr__(s): return f"D{s.n}"
saved = []
def size(c):
    try: return len(c)
    except Exception as e: return type(e).__name__
acts = {
 "clear": lambda c, s: c.clear(),
 "append": lambda c, s: (c.append if hasattr(c, "append") else c.add if hasattr(c, "add") else lambda x: c.update({x: x}))(D(90)),
 "save": lambda c, s: saved.append(s),
 "raise": lambda c, s: 1 // 0,
 "collect": lambda c, s: print("gc", gc.collect()),
 "len": lambda c, s: print("len", size(c)),
 "pop": lambda c, s: c.pop() if not isinstance(c, dict) else c.popitem(),
 "iter": lambda c, s: print([getattr(x, "n", x) for x in c]),
 "swap": lambda c, s: setattr(s, "__class__", E),
 "kids": lambda c, s: s.__dict__.clear(),
 "ref": lambda c, s: print(sys.getrefcount(c), sys.getrefcount(s)),
}
class E:
    def __del__(s): print("E del")
def mk(kind, act):
    box = []
    def a(s):
        try: acts[act](box[0], s) if box else None
        except Exception as e: print(type(e).__name__)
    if act == "raise":
        def a(s): 1 // 0
    items = [D(i, a if i == 1 else None) for i in range(4)]
    c = kinds[kind](items)
    box.append(c)
    items.clear()
    return c, box
kinds = {
 "list": list, "deque": collections.deque, "set": set, "dict": lambda l: {x: x for x in l}, "dictv": lambda l: {i: x for i, x in enumerate(l)},
 "odict": lambda l: collections.OrderedDict((i, x) for i, x in enumerate(l)), "ddict": lambda l: collections.defaultdict(list, enumerate(l)),
 "sublist": lambda l: type("SL", (list,), {})(l), "deque3": lambda l: collections.deque(l, 4), "counter": lambda l: collections.Counter(l),
 "userlist": collections.UserList, "userdict": lambda l: collections.UserDict(enumerate(l)), "chainmap": lambda l: collections.ChainMap(dict(enumerate(l))),
}
ops = {
 "clear": lambda c: c.clear(), "pop": lambda c: c.pop() if not isinstance(c, dict) else c.popitem(), "del0": lambda c: c.__delitem__(1),
 "slice": lambda c: c.__setitem__(slice(0, 2), []), "slice2": lambda c: c.__setitem__(slice(0, 4, 2), [D(7), D(8)]), "delslice": lambda c: c.__delitem__(slice(1, 3)),
 "set1": lambda c: c.__setitem__(1, D(50)), "init": lambda c: c.__init__(), "ext": lambda c: c.extend([D(60)]), "rem": lambda c: c.remove(D(1)),
 "sort": lambda c: c.sort(), "rev": lambda c: c.reverse(), "imul": lambda c: c.__imul__(0), "isub": lambda c: c.__isub__({D(1), D(2)}), "iand": lambda c: c.__iand__({D(0)}),
 "ixor": lambda c: c.__ixor__({D(0), D(1), D(70)}), "update": lambda c: c.update({1: D(80)}), "popleft": lambda c: c.popleft(), "rotate": lambda c: c.rotate(2),
 "discard": lambda c: c.discard(D(1)), "comp": lambda c: [x for x in c if c.clear()], "loop": lambda c: [c.clear() for x in c], "move": lambda c: c.move_to_end(1),
 "pop1": lambda c: c.pop(1, None), "setdefault": lambda c: c.setdefault(9, D(9)), "ior": lambda c: c.__ior__({1: D(81)}),
 "copy": lambda c: c.copy(), "add": lambda c: c.__add__([D(5)]), "inter": lambda c: c.intersection_update([D(0)]), "diff": lambda c: c.difference_update([D(1), D(3)]),
}
# CPython itself crashes when a finalizer takes an item out of an OrderedDict that is being cleared.
LEFT_OUT = {"odict clear set1", "odict clear update", "odict clear ior", "odict ref ior"}
KINDS = ["list", "deque", "set", "dict", "dictv", "odict", "sublist", "userlist"]
for kind in KINDS:
    for act in acts:
        for op in ops:
            if f"{kind} {act} {op}" in LEFT_OUT or kind == "odict" and act == "pop" or kind == "deque" and "slice" in op:
                continue
            print("==", kind, act, op)
            try: c, box = mk(kind, act)
            except Exception as e: print("mk", type(e).__name__); continue
            try: ops[op](c); print("ok", size(c))
            except Exception as e: print(type(e).__name__, str(e)[:60]); e.__traceback__ = None; del e
            box.clear()
            try: print([getattr(x, "n", x) for x in c])
            except Exception as e: print(type(e).__name__)
            del c; saved.clear()
            n = gc.collect()
            if n: print("collected", n)
