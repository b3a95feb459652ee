# A key's __eq__ changes the dict it is being looked up in.
class Evil:
    def __init__(self, action):
        self.action = action

    def __hash__(self):
        return 1

    def __eq__(self, other):
        if self.action:
            action, self.action = self.action, None
            action()
        return self is other


def attempt(name, setup):
    d = {}
    e = Evil(None)
    d[e] = "original"
    for n in range(20):
        d[n + 100] = n
    e.action = setup(d)
    try:
        d[Evil(None)] = "new"
        print(name, "len", len(d))
    except Exception as error:
        print(name, type(error).__name__, error)


attempt("clear", lambda d: d.clear)
attempt("grow", lambda d: lambda: d.update({n: n for n in range(1000, 2000)}))
attempt("pop", lambda d: lambda: d.pop(105))
attempt("replace self", lambda d: lambda: [d.pop(k) for k in list(d)[:1]])
attempt("lookup", lambda d: lambda: d.get(Evil(None)))


def lookups():
    d = {}
    e = Evil(None)
    d[e] = 1
    e.action = d.clear
    print(d.get(Evil(None), "missing"))
    d[e] = 1
    e.action = lambda: d.__delitem__(e)
    print(Evil(None) in d)
    s = {e}
    e.action = s.clear
    print(Evil(None) in s, len(s))
    s.add(e)
    e.action = lambda: s.update(range(100))
    s.add(Evil(None))
    print(len(s))


lookups()


class Grow:
    def __init__(self, d):
        self.d = d

    def __hash__(self):
        return 7

    def __eq__(self, other):
        self.d[len(self.d) + 1000] = 1
        return False


d = {}
for _ in range(5):
    d[Grow(d)] = 1
print(len(d) > 5)
try:
    {k: v for k, v in d.items() if d.pop(k, None)}
except RuntimeError as error:
    print(error)
a, b = {Evil(None): 1}, {Evil(None): 1}
list(b)[0].action = b.clear
print(a == b)
