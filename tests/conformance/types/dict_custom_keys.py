# Keys with their own __hash__ and __eq__.
class K:
    def __init__(self, n, h=None):
        self.n, self.h = n, h

    def __hash__(self):
        print(f"hash({self.n})", end=" ")
        return self.n if self.h is None else self.h

    def __eq__(self, other):
        print(f"eq({self.n},{getattr(other, 'n', other)})", end=" ")
        return isinstance(other, K) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


a, b, c = K(1, 7), K(2, 7), K(1, 7)
d = {a: "a"}
print(d)
d[b] = "b"
print(d)
d[c] = "c"
print(d, len(d), list(d)[0] is a)
print(d[a], c in d, K(3, 7) in d, 7 in d)
del d[b]
print(d)
print({a, b, c}, a in [b, c], [a].index(c), (b, c).count(a), [a] == [c], (a, 1) == (c, 1))


class BadHash:
    def __hash__(self):
        raise ValueError("no hash")


class BadEq:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise ValueError("no eq")


for text in ("{BadHash(): 1}", "{BadEq(): 1, BadEq(): 2}", "{BadEq()} & {BadEq()}", "BadEq() in {BadEq(): 1}", "BadEq() in [BadEq()]", "{1: 1}[BadEq()]"):
    try:
        print(text, eval(text))
    except ValueError as error:
        print(text, error)
bad = BadEq()
print({bad: 1}[bad], bad in [bad])


class Str(str):
    def __hash__(self):
        return 5

    def __eq__(self, other):
        return "equal to all"


print({"a": 1}.get(Str("a")), {Str("a"): 1}.get("a"), len({Str("a"), Str("b")}))
