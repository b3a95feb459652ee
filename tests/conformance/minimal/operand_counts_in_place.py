# How often operands and arguments are referred to inside of what is called, in several surroundings.
import sys
rc = sys.getrefcount
out = []
class D:
    def __init__(s, n): s.n = n
    def __del__(s, print=print): print("del", s.n)
class O:
    def m(self, x, y=None): out.append((rc(self), rc(x), y and rc(y)))
    def __getitem__(self, x): out.append((rc(self), rc(x)))
    def __add__(self, x): out.append((rc(self), rc(x)))
    def __eq__(self, x): out.append((rc(self), rc(x)))
    def __contains__(self, x): out.append((rc(self), rc(x)))
    def __call__(self, x): out.append((rc(self), rc(x)))
    def __iter__(self): out.append(rc(self)); return iter([1])
    def __enter__(self): out.append(rc(self))
    def __exit__(self, *a): out.append(rc(self))
    @property
    def p(self): out.append(rc(self)); return 1
    @classmethod
    def c(cls, x): out.append(rc(x))
    @staticmethod
    def s(x): out.append(rc(x))
def f(a, b=None, *c, d=None, **e): out.append((rc(a), b and rc(b), [rc(i) for i in c], d and rc(d)))
def g(a, b=None, d=None): out.append((rc(a), b and rc(b), d and rc(d)))
def h(*a): out.append([rc(i) for i in a])
def kw(**a): out.append([rc(i) for i in a.values()])
exprs = """
g(x)
g(x, x)
g(x, b=x)
g(x, d=x)
g(a=x)
g(a=x, b=x)
g(D(1), d=x)
g(x, d=D(1))
g(x, D(2))
f(x)
f(x, x)
f(x, x, x)
f(x, d=x)
f(x, D(1), d=D(2))
h(x)
h(x, x)
h(D(1), x)
kw(a=x)
kw(a=x, b=D(1))
o.m(x)
o.m(x, x)
o.m(x, y=x)
o.m(D(1))
o.m(x=x)
O().m(x)
O().m(D(1))
o[x]
o[D(1)]
o + x
o + D(1)
o == x
x in o
o(x)
o(D(1))
o.p
o.c(x)
o.s(x)
O.c(x)
O.m(o, x)
[*o]
list(o)
len([x, x])
g(x, (x, x))
g([x], x)
g(x and x)
g(o.p or x)
g(x.n and x)
g(-x.n or x)
(lambda z: g(z))(x)
[g(z) for z in [x]]
[g(x) for z in [1]]
(g(z) for z in [x]).__next__()
g(*[x])
g(*(x, x))
g(**{'a': x})
h(*[x], x)
max(x, x, key=g)
print(x, end='', file=None) if 0 else g(x)
g(x) or g(x)
g(g(x) or x)
{g(x): g(x)}
f'{g(x)}'
g(x.n is None or x)
g(x == x or x)
""".strip().split("\n")
def make(e, body="    return {}"):
    ns = dict(globals())
    exec("def run(x, o):\n" + body.format(e) + "\n", ns)
    return ns["run"]
BODIES = {"ret": "    return {}", "stmt": "    {}\n    return 5", "asg": "    y = {}\n    return y", "loop": "    for i in [1, 2]:\n        {}", "try": "    try:\n        {}\n    finally: pass", "with": "    with o:\n        {}",
  "if": "    if {}: pass", "local": "    z = x\n    x = z\n    q = {}\n    del x"}
for e in exprs:
    for b, body in BODIES.items():
        print("==", b, e)
        r = make(e, body)
        o = O()
        for i in range(3):
            out.clear()
            x = D("x")
            try: r(x, o)
            except BaseException as err: print(type(err).__name__, err)
            del x
            print(i, out)
