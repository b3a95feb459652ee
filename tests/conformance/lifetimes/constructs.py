# Counts and deaths in constructs of all kinds.
import sys, gc, weakref, functools, contextlib, types, collections, operator, itertools, typing
gc.collect()
gc.disable()
rc = sys.getrefcount
class D:
    def __init__(s, n): s.n = n
    def __del__(s, print=print): print("del", s.n)
    def __hash__(s): return 7
    def m(s): return s
    def __repr__(s): return f"D{s.n}"
    __match_args__ = ("n", "self")
    @property
    def self(s): return s
def sec(f):
    print("==", f.__name__)
    try: f()
    except BaseException as e: print(type(e).__name__, e, len(e.args)); e = None
    print("collect", gc.collect())
@sec
def match_seq():
    match [D(1), [D(2), D(3)], D(4)]:
        case [a, [b], c]: print("no")
        case [a, [b, *r], c]: print(rc(a), rc(b), rc(r[0]), rc(c)); del a; print("x")
    print("after"); r = None; print("z")
@sec
def match_map():
    match {"a": D(1), "b": D(2), "c": D(3)}:
        case {"a": x, "z": y}: print("no")
        case {"a": x, **r} if rc(x) > 90: print("no2")
        case {"a": x, **r}: print(rc(x), sorted(r)); r.clear(); print("cl")
    del x; print("after")
@sec
def match_or():
    match (D(1), D(2)):
        case (D(n=3) as a, b) | (D(n=1) as a, b): print(rc(a), rc(b))
    match D(5):
        case str() | int(): pass
        case D(6) | D(5) as z: print(rc(z))
    z = None
    print("end")
@sec
def match_raise():
    class P:
        def __init__(s): s.d = D(1)
        __match_args__ = ("d", "bad")
        @property
        def bad(s): raise ValueError("bad")
    match P():
        case P(x, y): print("no")
@sec
def walrus_comp():
    r = [last := D(i) for i in range(3)]
    print(rc(last)); r.clear(); print("cleared"); del last
    print([y for x in [D(5), D(6)] if (y := x).n == 6]); print(y); del y
    print(any((w := D(i)).n == 1 for i in range(3))); del w
@sec
def nested_comp_cells():
    fs = [[(lambda: (x, y)) for y in [D(j)]] for j, x in enumerate([D(10), D(11)])]
    print(rc(fs[0][0]().__getitem__(0)))
    fs.pop(); print("popped"); fs.clear(); print("cl")
    g = ((lambda: x) for x in [D(20), D(21)])
    f = next(g); print(rc(f())); del g; print("g"); del f
@sec
def class_cells():
    def mk(h):
        class A:
            held = h
            def f(self): return __class__, h
            class B:
                x = h
                def g(self): return h
        return A
    A = mk(D(1)); print(rc(A.held)); b = A.B(); del A; print(gc.collect()); print(rc(b.x)); del b
@sec
def slots_weak():
    class S:
        __slots__ = ("a", "__weakref__")
        def __del__(s): print("del S", hasattr(s, "a"))
    s = S(); s.a = D(1); w = weakref.ref(s, lambda r: print("cb", r() is None)); p = weakref.proxy(s)
    print(rc(s.a), rc(p.a)); del s; print(w())
    s = S(); s.a = s; w = weakref.ref(s); del s; print(gc.collect(), w())
@sec
def cached_prop():
    class C:
        @functools.cached_property
        def v(self): return D(1)
        def __del__(s): print("del C", sorted(s.__dict__))
    c = C(); print(rc(c.v)); print(rc(c.v)); del c.v; print("d"); c.v; del c
@sec
def exit_stack():
    with contextlib.ExitStack() as st:
        st.callback(print, "cb", D(1)); st.enter_context(contextlib.closing(types.SimpleNamespace(close=lambda d=D(2): print("close", d))))
        st.push(lambda *a: print("push", a[0])); d = D(3); st.callback(lambda: print(rc(d))); print(rc(st))
    del st; print("a"); del d
    with contextlib.ExitStack() as st:
        st.callback(lambda: 1 // 0); st.callback(print, "x"); raise KeyError(D(5))
@sec
def ctx_gen():
    @contextlib.contextmanager
    def cm(h):
        d = D(1)
        try: yield d
        except ValueError as e: print("caught", rc(e), e.args[0])
        finally: print("fin", rc(h))
    with cm(D(2)) as x: print(rc(x)); x = None
    with cm(D(3)) as x: x = None; raise ValueError(D(4))
    with cm(D(6)) as x: raise KeyError(D(7))
@sec
def weak_method():
    d = D(1); w = weakref.WeakMethod(d.m, lambda r: print("cb", r())); print(rc(d), w()() is d); del d; print(w())
    class Q:
        def m(self): pass
    q = Q(); q.m2 = types.MethodType(Q.m, q); w = weakref.WeakMethod(q.m2); print(w() == q.m); del q; print(gc.collect(), w())
@sec
def type_params():
    def f[T: (D, int), *Ts, **P](x: T, *a: *Ts) -> T: return T, rc(x)
    print(f(D(1))[1], [rc(t) for t in f.__type_params__]); t = f.__type_params__[0]; print(t.__constraints__[1]); del f; print(gc.collect()); del t
    class G[T]:
        x: list[T] = D(2)
        def m[U](self, u: U) -> T: return rc(self)
    print(G[int]().m(1), G.__annotations__["x"] is not None, rc(G.x)); del G; print(gc.collect())
    type A[T] = dict[T, D]
    print(A[int].__value__, A.__value__ is A.__value__); del A
@sec
def annots():
    h = D(1)
    def f(a: h, b: print("never") = 1): return a
    print(rc(h)); a = f.__annotations__ if 0 else None; print(f.__annotate__(2) if 0 else "x")
    class C:
        x: h
        y: "str" = h
    print(rc(h)); print(C.__annotations__["x"]); print(rc(h)); del C; print(gc.collect(), rc(h)); del f; print(rc(h))
@sec
def yf_throw():
    def inner(h):
        try: yield h
        except ValueError as e: print("in", rc(e), rc(h)); yield "again"
        finally: print("ifin")
        return D(9)
    def outer(h):
        l = D(2)
        try: r = yield from inner(h); print("r", rc(r))
        except KeyError as e: print("oc", rc(e))
        finally: print("ofin", rc(h))
        yield "last"
    g = outer(D(1)); print(rc(next(g))); print(g.throw(ValueError(D(3)))); print(next(g)); del g
    g = outer(D(4)); next(g); print(g.throw(KeyError(D(5)))); g.close(); del g
    g = outer(D(6)); next(g); del g; print("gone")
    g = outer(D(7)); next(g); i = g.gi_yieldfrom; print(rc(i)); i.close(); print(next(g, "none")); del g, i
@sec
def del_loops():
    l = [D(i) for i in range(4)]
    for i in range(4): del l[0]; print(len(l))
    for x in [D(5), D(6)]:
        del x; print("it")
    d = {i: D(i) for i in range(3)}
    for k in list(d): del d[k]
    while True:
        x = D(7)
        if x.n: del x; break
    for x, *y in [(D(1), D(2)), (D(3),)]: print(len(y)); del y
@sec
def set_name():
    class Desc:
        def __set_name__(s, o, n): print("sn", n, rc(o) > 1); s.o = o; s.h = D(n)
        def __get__(s, i, o): return rc(s.h)
        def __set__(s, i, v): i.__dict__["v"] = v
        def __delete__(s, i): print("del attr"); i.__dict__.pop("v")
        def __del__(s): print("del Desc")
    class C: a = Desc()
    c = C(); print(c.a); c.a = D(5); c.a = D(6); del c.a; del c; C.a
    del C; print(gc.collect())
    class Bad:
        def __set_name__(s, o, n): raise ValueError(n)
    class E: b = Bad()
@sec
def patched_del():
    class C:
        def __del__(s): print("one"); type(s).__del__ = lambda s: print("two")
    a, b = C(), C(); del a; del b
    class E:
        def __del__(s): print("E"); s.__class__ = C
    e = E(); del e
    class F:
        def __del__(s): print("F"); del type(s).__del__
    f, g = F(), F(); f.x = g; del g; del f
    class G:
        def __init__(s): s.__del__ = lambda: print("inst del")
    g = G(); del g; print(gc.collect())
    class H: pass
    h = H(); H.__del__ = lambda s: print("added", rc(s)); del h
    class I:
        def __del__(s): raise SystemExit(4)
    i = I(); del i
@sec
def exc_groups():
    try: raise ExceptionGroup("g", [ValueError(D(1)), KeyError(D(2)), ExceptionGroup("h", [ValueError(D(3))])])
    except* ValueError as e: print(rc(e), len(e.exceptions)); 
    except* KeyError as e: print(rc(e)); k = e
    print("mid"); del k
    try:
        try: raise ExceptionGroup("g", [ValueError(D(4)), TypeError(D(5))])
        except* ValueError as e: raise KeyError(D(6))
    except BaseException as e: print(type(e).__name__, [type(x).__name__ for x in e.exceptions]); e.exceptions[0].args = ()
    print("end")
    try: raise ValueError(D(7))
    except* ValueError as e: print(type(e).__name__, rc(e.exceptions[0])); 
@sec
def exc_chain():
    try:
        try: raise ValueError(D(1))
        except ValueError as e: raise KeyError(D(2)) from e
    except KeyError as e: print(rc(e), rc(e.__cause__), rc(e.__context__)); e.__cause__ = None; e.__context__ = None; print("cut")
    try:
        try: raise ValueError(D(3))
        finally: raise KeyError(D(4))
    except KeyError as e: e.__context__ = None; print("c")
    def f():
        d = D(5)
        try: return d
        finally:
            d = D(6); print("fin")
    print(f())
    def g():
        for i in range(2):
            try: d = D(i); continue
            finally: print("f", rc(d))
    g()
@sec
def async_stuff():
    class A:
        def __init__(s, h): s.h = h
        def __await__(s): x = yield s.h; return x
    async def ag(h):
        try:
            yield h; yield await A(h)
        finally: print("agfin", rc(h))
    async def use(h):
        async for x in ag(h): print(rc(x)); break
        print("broke")
        return [x.n async for x in ag(D(8))]
    c = use(D(1))
    try:
        c.send(None); c.send(D(2))
    except StopIteration as e: print(e.value); e = None
    c = None; print("c")
    g = ag(D(3)); s = g.asend(None)
    try: s.send(None)
    except StopIteration as e: print(rc(e.value)); e = None
    del s; a = g.aclose()
    try: a.send(None)
    except StopIteration: print("closed")
    del a, g
    async def w(h):
        async with CM(h) as x: print(rc(x)); raise ValueError(D(5))
    class CM:
        def __init__(s, h): s.h = h
        async def __aenter__(s): return s.h
        async def __aexit__(s, t, e, tb): print("aexit", rc(e), rc(s)); return True
    c = w(D(4))
    try: c.send(None)
    except StopIteration: print("done")
    c = w(D(6)); c.close(); del c; print("x")
@sec
def globals_meddle():
    def f(x): x = None; return rc(globals()["_g"])
    globals()["_g"] = D(1); print(f(_g)); del globals()["_g"]
    def h():
        global _h; _h = D(2); _h = D(3); print(rc(_h)); del _h
    h()
@sec
def closures():
    def f(h):
        def g(): nonlocal h; h = D(2); return h
        def k(): return h
        return g, k
    g, k = f(D(1)); print(rc(k())); print(rc(g())); print(rc(k.__closure__[0])); k.__closure__[0].cell_contents = D(3); del g, k
    def r(): return r
    r(); w = weakref.ref(r); del r; print(w() is None, gc.collect(), w())
@sec
def supers():
    class A:
        def m(self, x): return rc(self), rc(x)
        def __init__(self, h=None): self.h = h
    class B(A):
        def m(self, x): return super().m(x)
        def __init__(self, h): super().__init__(h); self.s = super()
    b = B(D(1)); print(b.m(D(2)), rc(b)); b.h = None; print("h"); w = weakref.ref(b); del b; print(gc.collect(), w())
@sec
def with_stmt():
    class W:
        def __init__(s, n, r=False): s.d = D(n); s.r = r
        def __enter__(s): return s.d
        def __exit__(s, t, v, tb): print("exit", rc(s), v and rc(v)); s.d = None; return s.r
    with W(1) as a, W(2, True) as b: print(rc(a)); raise ValueError(D(3))
    print("after"); del a, b
    def f():
        with W(4) as x: return x
    print(f()); print("ret")
    for i in range(2):
        with W(5): break
@sec
def starargs():
    def f(*a, **k): print(rc(a), len(a), [rc(x) for x in a], sorted(k), [rc(v) for v in k.values()]); return a
    t = (D(1), D(2)); f(*t); f(*t, D(3)); f(**{"x": D(4)}); r = f(D(5), y=D(6)); del r
    l = [D(7)]; f(*l, *l); f(*(D(i) for i in range(2)))
    def g(a, b=D(8), *c, d=D(9), **e): return rc(a), rc(b), rc(d)
    print(g(D(10)), g(D(11), d=D(12)), g(*[D(13)], **{"d": D(14)}), g(a=D(15)))
@sec
def fstr():
    class F:
        def __init__(s, n): s.d = D(n)
        def __format__(s, spec): return f"{rc(s)}{spec}"
        def __str__(s): return str(rc(s))
        def __repr__(s): return "r" + str(rc(s))
    print(f"{F(1)} {F(2)!r} {F(3):>{len(str(F(4)))}} {F(5)!s:x}"); print("{} {!r} {a:>5}".format(F(6), F(7), a=F(8))); print("%s %r %(a)s" % {"a": F(9)} if 0 else "%s" % F(10)); print(str(F(11)), repr(F(12)), format(F(13), "q"))
    t = t"{F(14)} {F(15)!r:x}"; print(len(t.interpolations)); del t; print("t")
