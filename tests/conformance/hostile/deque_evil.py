# Deques changed while they are searched, compared, shown, copied, rotated and extended.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, str(error)[:150])


from collections import deque


class Evil:
    def __init__(self, action, answer=False):
        self.action, self.answer = action, answer

    def __eq__(self, other):
        self.action()
        return self.answer

    def __lt__(self, other):
        self.action()
        return self.answer

    def __repr__(self):
        self.action()
        return "evil"


for name, act in {
    "clear": lambda: d.clear(), "append": lambda: len(d) < 50 and d.append(1), "popleft": lambda: d and d.popleft(),
    "pop": lambda: d and d.pop(), "rotate": lambda: d.rotate(1), "extend": lambda: len(d) < 50 and d.extend(d),
}.items():
    for answer in (False, True):
        for what in ("index", "count", "remove", "__contains__"):
            d = deque([Evil(act, answer), 2, Evil(act, answer), 4])
            attempt((name, what, answer), lambda: getattr(d, what)(3))
        d = deque([Evil(act, answer), 2, 3])
        attempt((name, "==", answer), lambda: d == deque([1, 2, 3]))
        d = deque([Evil(act, answer), 2, 3])
        attempt((name, "<", answer), lambda: d < deque([1, 2, 3]))
        d = deque([Evil(act, answer), 2, 3])
        attempt((name, "repr"), lambda: repr(d))
        attempt((name, "length"), lambda: len(d))
d = deque([1, 2, 3])
attempt("extend itself", lambda: d.extend(d) or d)
attempt("extendleft itself", lambda: d.extendleft(d) or d)
attempt("+=", lambda: d.__iadd__(d))
attempt("*=", lambda: d.__imul__(0))
for n in (10**30, -10**30, 2**63, -2**63, 5, -5, 0):
    d = deque([1, 2, 3])
    attempt("rotate", lambda: d.rotate(n) or d)
    attempt("insert", lambda: d.insert(n, 9) or d)
    attempt("getitem", lambda: d[n])
    attempt("index", lambda: d.index(3, n))
    attempt("index to", lambda: d.index(3, 0, n))
for n in (10**30, 2**62, 2**60):
    attempt("maxlen", lambda: deque([1], n).maxlen)
for what in ("append", "appendleft", "pop", "popleft", "clear", "rotate", "reverse"):
    d = deque(range(5))
    def walk():
        for x in d:
            getattr(d, what)(*([x] if "append" in what else []))
    attempt("walk " + what, walk)
    d = deque(range(5))
    def back():
        for x in reversed(d):
            getattr(d, what)(*([x] if "append" in what else []))
    attempt("back " + what, back)
d = deque(maxlen=0)
attempt("maxlen 0", lambda: (d.append(1), d.extend([1, 2]), d.extendleft([1]), d.insert(0, 1), d))
d = deque([1, 2], maxlen=2)
attempt("full", lambda: d.insert(0, 5))
attempt("self", lambda: d.append(d) or repr(d))
attempt("init again", lambda: d.__init__(d) or repr(d))
attempt("slices", lambda: d[0:1])
attempt("set", lambda: d.__setitem__(5, 1))
attempt("bad", lambda: deque(5))
attempt("bad maxlen", lambda: deque([], -1))
attempt("bad maxlen", lambda: deque([], "x"))
attempt("infinite", lambda: deque(iter(lambda: 1, 2), maxlen=None) if False else "skipped")
it = iter(deque([1, 2]))
attempt("hint", lambda: it.__length_hint__())
attempt("type", lambda: type(it)(deque([1, 2, 3]), 2).__next__())
