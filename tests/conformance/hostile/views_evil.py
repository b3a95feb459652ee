# Dict views under set algebra, comparison and iteration while the dict changes.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, str(error)[:150])


class Key:
    def __init__(self, name, action=None):
        self.name, self.action = name, action

    def __hash__(self):
        return 7

    def __eq__(self, other):
        if self.action:
            self.action()
        return self is other

    def __repr__(self):
        return f"Key({self.name})"


def fresh():
    d.clear()
    for i in range(4):
        d[Key(i)] = i


d = {}
acts = {
    "clear": lambda: d.clear(), "grow": lambda: len(d) < 60 and d.update({len(d): 0}), "pop": lambda: d and d.popitem(),
    "replace": lambda: fresh(), "raise": lambda: 1 / 0,
}
for name, act in acts.items():
    for what, f in {
        "and": lambda k: d.keys() & [k], "or": lambda k: d.keys() | [k], "sub": lambda k: d.keys() - [k],
        "xor": lambda k: d.keys() ^ [k], "rand": lambda k: [k] & d.keys(), "items and": lambda k: d.items() & [(k, 1)],
        "items sub": lambda k: d.items() - [(k, 1)], "in": lambda k: k in d.keys(), "in items": lambda k: (k, 1) in d.items(),
        "in values": lambda k: k in d.values(), "==": lambda k: d.keys() == {k: 1, 2: 2, 3: 3, 4: 4}.keys(),
        "<=": lambda k: d.keys() <= {k: 1, 2: 2, 3: 3, 4: 4}.keys(), "isdisjoint": lambda k: d.keys().isdisjoint([k]),
        "items ==": lambda k: d.items() == {k: 1, 2: 2, 3: 3, 4: 4}.items(),
        "dict ==": lambda k: d == {k: 1, 2: 2, 3: 3, 4: 4}, "get": lambda k: d.get(k), "setdefault": lambda k: d.setdefault(k, 1),
        "pop": lambda k: d.pop(k, None), "update": lambda k: d.update({k: 1}), "|=": lambda k: d.__ior__({k: 1}),
        "or dict": lambda k: d | {k: 1}, "fromkeys": lambda k: dict.fromkeys([k, *d]),
    }.items():
        fresh()

        def run():
            result = f(Key("evil", act))
            return len(result) if hasattr(result, "__len__") else result

        attempt((name, what), run)
for view in ("keys", "values", "items"):
    for change in ("clear", "popitem", "update", "setdefault", "replace value", "delete all and add"):
        d = dict.fromkeys(range(5), 0)

        def walk():
            seen = 0
            for x in getattr(d, view)():
                seen += 1
                if change == "update":
                    d.update({10 + seen: 1})
                elif change == "setdefault":
                    d.setdefault(100 + seen, 1)
                elif change == "replace value":
                    d[seen % 5] = seen
                elif change == "delete all and add":
                    d.clear()
                    d.update(dict.fromkeys(range(5, 10)))
                else:
                    getattr(d, change)()
                if seen > 20:
                    return "endless"
            return seen

        attempt((view, change), walk)
d = {1: 2}
attempt("reversed", lambda: [d.update({i: 1 for i in range(9)}) for _ in reversed(d)])
attempt("itself", lambda: d.update(d) or d)
attempt("view in itself", lambda: d.update(x=d.values()) or repr(d))
attempt("views compare", lambda: (d.keys() == d.keys(), d.values() == d.values(), d.items() == d.items()))
attempt("hash", lambda: hash(d.keys()))
attempt("add", lambda: d.keys() + d.keys())
attempt("mapping", lambda: d.keys().mapping | {1: 3})
attempt("mapping set", lambda: d.keys().mapping.__setitem__(1, 2))
