# What a full collection leaves empty, CPython fills again: each form is measured right behind one, three times, as its
# instructions are special forms from the second time on.
import atexit
import functools
import gc
import sys
from collections import defaultdict, deque, namedtuple, OrderedDict

gc.disable()

CLASSES = '''
class Default:
    def __init__(self, a, b=1): pass
class Rest:
    def __init__(self, *a, **k): pass
class Slotted:
    __slots__ = ("x",)
    def __init__(self, x): pass
class New:
    def __new__(cls, a): return object.__new__(cls)
class Both:
    def __new__(cls, *a, **k): return super().__new__(cls)
    def __init__(self, *a, **k): pass
class Sub(Default):
    def __init__(self, a): super().__init__(a, b=2)
class Kept(list):
    def __init__(self, a): list.__init__(self, a)
class Tuple(tuple):
    def __new__(cls, a): return tuple.__new__(cls, a)
class Error(Exception):
    def __init__(self, a): super().__init__(a)
class Meta(type): pass
class Of(metaclass=Meta): pass
class Calls:
    def __call__(self, *a, **k): pass
    def rest(self, *a, **k): pass
class Named:
    def __set_name__(self, owner, name): pass
'''
FORMS = '''
Default(1) | Default(1, b=2) | Rest(1) | Rest(a=1) | Slotted(1) | New(1) | New(a=1) | Both(1, a=2) | Sub(1) | Kept(l)
Tuple(l) | Error(1) | Default(*t) | Default(*l1) | Rest(*l1, **k) | New(*l1) | Error(*l1) | Tuple(*t) | Slotted(*t)
f(1, *l) | f(*l, *t) | f(*iter(l)) | f(*range(2)) | f(1, **k) | Calls()(*l) | Calls()(*l, a=1) | Calls().rest(*l)
x, y = l | x, y = t2 | x, y = t | (x, y), z = t2, 1 | [x for x, y in [t2]]
p(1) | p(1, b=2) | functools.partial(p, b=3) | functools.wraps(f)(h)
vars(1) | locals() | sys._getframe().f_locals | format(5, "x") | f"{5:>3}" | "{:>3}".format("a") | repr({1})
match l:~    case [x, y]: pass | match 1:~    case int(x): pass | match k:~    case {"a": x}: pass
class Q(Of): pass | class Q(metaclass=type): pass
class Q: __slots__ = () | class Q: __slots__ = ("a", "b") | class Q: __slots__ = ["a"] | class Q: __slots__ = "a"
class Q: x = Named() | Meta("Q", (), {})
h() | h(1, 2, 3) | h(b=1) | object.__new__(type("Q", (), {"__abstractmethods__": ("a",)}))
str(b"a", encoding="utf8") | int("5", base=16) | d.copy() | deque([1, 2]) * 1 | OrderedDict([("a", 1)])
int | str | sys.set_asyncgen_hooks(None, None) | l[:0] = iter(l) | from collections import deque, Counter
pair(1, 2) | pair(x=1, y=2) | atexit.register(f, 1)
'''
HEAD = '''
def measure(count=gc.get_count, collect=gc.collect):
    deltas = []
    for _ in range(3):
        l, l1, t, k, d = [1, 2], [1], (1,), {"a": 1}, defaultdict(list, {"a": 1})
        t2 = (1, 2)
        collect()
        before = count()[0]
        try:
            %s
        except Exception: pass
        deltas.append(count()[0] - before)
    return deltas
'''


def f(*a, **k):
    pass


def h(a):
    pass


p = functools.partial(f, b=1)
pair = namedtuple("pair", "x y")
for line in FORMS.strip().split("\n"):
    for form in line.split(" | "):
        space = dict(globals())
        exec(CLASSES, space)
        exec(HEAD % form.replace("~", "\n            "), space)
        print(form.replace("~", " "), space["measure"]())
atexit.unregister(f)
