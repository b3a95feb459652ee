# Weak references whose callbacks raise, kill, resurrect and make more of them.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, str(error)[:150])


import gc
import sys
import weakref


class A:
    pass


def hook(unraisable):
    print("unraisable", type(unraisable.exc_value).__name__, unraisable.exc_value)


sys.unraisablehook = hook


def callback_raises():
    a = A()
    refs = [weakref.ref(a, lambda r: 1 / 0), weakref.ref(a, lambda r: refs.clear()), weakref.ref(a, print_dead)]
    del a
    return len(refs)


def print_dead(ref):
    print("dead", ref() is None)


attempt("raises", callback_raises)


def callback_takes_nothing():
    a = A()
    keep = weakref.ref(a, lambda: None)
    del a


attempt("no arguments", callback_takes_nothing)
attempt("not callable", lambda: weakref.ref(A(), 5))


def callback_exits():
    a = A()
    keep = weakref.ref(a, lambda r: sys.exit(3))
    del a
    return "still here"


attempt("exits", callback_exits)


def kills_the_others():
    a = A()
    refs = []
    refs.append(weakref.ref(a, lambda r: refs.clear()))
    for _ in range(5):
        refs.append(weakref.ref(a, lambda r: print("called")))
    del a
    return len(refs)


attempt("kills", kills_the_others)


def makes_more():
    a = A()
    count = []

    def again(r):
        if len(count) < 5:
            count.append(1)
            b = A()
            count.append(weakref.ref(b, again))
            del b

    ref = weakref.ref(a, again)
    del a
    return len(count)


attempt("makes more", makes_more)


class Resurrects:
    def __del__(self):
        global kept
        kept = self
        self.ref = weakref.ref(self)


def resurrect():
    r = Resurrects()
    ref = weakref.ref(r, print_dead)
    del r
    return ref() is None, kept.ref() is kept


attempt("resurrect", resurrect)


class Evil:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        keys.clear()
        gc.collect()
        return False


keys = weakref.WeakKeyDictionary()


def fill():
    kept = [Evil() for _ in range(4)]
    for k in kept:
        keys[k] = 1
    return len(keys)


attempt("keys", fill)
values = weakref.WeakValueDictionary()


def shrink():
    kept = [A() for _ in range(10)]
    for i, k in enumerate(kept):
        values[i] = k
    seen = 0
    for k, v in values.items():
        del v
        kept.clear()
        gc.collect()
        seen += 1
    return seen, len(values)


attempt("values", shrink)
members = weakref.WeakSet()


def members_die():
    kept = [A() for _ in range(10)]
    members.update(kept)
    for m in members:
        kept.clear()
        del m
    return len(members)


attempt("set", members_die)


class Loud:
    def __call__(self):
        return "called"

    def __getattr__(self, name):
        return name

    def __len__(self):
        raise ValueError("len")

    def __iter__(self):
        return iter([1])


def proxies():
    a = Loud()
    p = weakref.proxy(a, lambda p: print("proxy dead"))
    print(p(), p.anything, list(p))
    attempt("len", lambda: len(p))
    del a
    for what in (lambda: p(), lambda: p.x, lambda: len(p), lambda: list(p), lambda: str(p), lambda: bool(p), lambda: p + 1,
                 lambda: p == 1, lambda: hash(p), lambda: setattr(p, "x", 1), lambda: p[0], lambda: 1 in p):
        attempt("gone", what)


attempt("proxy", proxies)
for thing in (1, "", (), [], {}, None, int, len, object(), type, (x for x in []), lambda: 1, A, set(), Exception()):
    attempt(type(thing).__name__, lambda: type(weakref.ref(thing)).__name__)
finalizer = weakref.finalize(A(), print, "finalized")
attempt("finalizer", lambda: finalizer.alive)
attempt("finalize", lambda: weakref.finalize(5, print))
attempt("finalize", lambda: weakref.finalize(A()))
f = weakref.finalize(kept, lambda: 1 / 0)
attempt("call", f)
attempt("call again", f)


class Cycle:
    def __init__(self):
        self.me = self
        self.ref = weakref.ref(self, lambda r: print("never"))


Cycle()
attempt("cycle", gc.collect)
