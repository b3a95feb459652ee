import sys, math, itertools, copy, functools, contextlib, warnings
def P(n, f):
    try: r = f()
    except BaseException as e: r = "%s: %s" % (type(e).__name__, e)
    print(n, "->", ascii(r)[:300])
def caught(f):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always")
        try: r = f()
        except Exception as e: r = repr(e)
        return r, [(x.category.__name__, str(x.message)[:70]) for x in w]
class IntSub(int): pass
class X:
    def __int__(s): return IntSub(5)
    def __index__(s): return IntSub(6)
    def __float__(s): return FS(1.5)
    def __complex__(s): return CS(1j)
    def __trunc__(s): return 5
class FS(float): pass
class CS(complex): pass
class Tr:
    def __trunc__(s): return 7
P("~True", lambda: caught(lambda: ~(not 0)))
P("int sub", lambda: caught(lambda: int(X())))
P("index sub", lambda: caught(lambda: [0]*7 and (lambda: range(X()))()))
P("float sub", lambda: caught(lambda: float(X())))
P("complex sub", lambda: caught(lambda: complex(X())))
P("trunc", lambda: caught(lambda: int(Tr())))
P("complex(complex)", lambda: caught(lambda: complex(1, 2j)))
P("bool NotImplemented", lambda: caught(lambda: bool(NotImplemented)))
P("copy chain", lambda: caught(lambda: type(copy.copy(itertools.chain([1])))))
for n, o in (("zip", zip([1])), ("map", map(str, [1])), ("filter", filter(None, [1])), ("enumerate", enumerate([1])), ("reversed", reversed([1])), ("count", itertools.count(5)), ("repeat", itertools.repeat(1, 3)), ("list_iter", iter([1])), ("dict_iter", iter({1: 2})), ("str_iter", iter("ab")), ("range_iter", iter(range(3))), ("call_iter", iter(int, 1)), ("cycle", itertools.cycle([1])), ("acc", itertools.accumulate([1])), ("gen", (i for i in [1])), ("tee", itertools.tee([1])[0]), ("set_iter", iter({1}))):
    P("reduce " + n, lambda: ascii(o.__reduce__())[:60].split(" at ")[0]); 
    P("copy " + n, lambda: caught(lambda: type(copy.copy(o)).__name__))
P("int literal", lambda: compile("a = 1\nb = " + "3" * 5000, "x", "exec"))
sys.set_int_max_str_digits(640)
sys.set_int_max_str_digits(4300)
class H:
    n = 0
    def __init__(s, v): s.v = v
    def __hash__(s): H.n += 1; return s.v
d = dict.fromkeys(H(i) for i in range(10)); H.n = 0; set(d); print("set(dict) rehash", H.n); H.n = 0; frozenset(d.keys()); print("keys", H.n); H.n = 0; {1}.union(d); print(H.n); s = set(d); H.n = 0; dict.fromkeys(s); print("fromkeys(set)", H.n); H.n = 0; s.copy(); set(s); s | s; s & s; s - s; print("copies", H.n); H.n = 0; s ^ set(d); s.difference(d); dict(d); {**d}; d | d; d.copy(); print(H.n)
fs = frozenset([1]); print("fs id", fs.intersection() is fs, fs & fs is fs, fs.union() is fs, frozenset(fs) is fs, fs.copy() is fs, fs.difference() is fs)
t = "abcde"; print("fmt id", "%s" % t is t, "%.5s" % t is t, "%5s" % t is t, format(t) is t, f"{t}" is t, str(t) is t, t[:] is t, t.strip() is t, t.replace("z", "") is t, t * 1 is t, t + "" is t, "" + t is t, t.ljust(3) is t, "".join([t]) is t, t.lower() is t, t.expandtabs() is t, t.zfill(2) is t, t.removeprefix("q") is t, t.format() is t, t.translate({}) is t)
b = b"abc"; print("b id", bytes(b) is b, b[:] is b, b * 1 is b, b + b"" is b, b.strip() is b, b.replace(b"z", b"") is b, b"".join([b]) is b)
tu = (1, 2); print("t id", tuple(tu) is tu, tu[:] is tu, tu * 1 is tu, tu + () is tu, () + tu is tu)
a, bb = itertools.tee("abc"); c, dd = itertools.tee(a); print("tee", c is a, len({a, bb, c, dd}))
def srt():
    L = [1, 2]
    def c(x, y): L.append(3); L.pop(); return (x > y) - (x < y)
    L.sort(key=functools.cmp_to_key(c)); return L
P("sort", srt)
P("nextafter", lambda: (math.nextafter(1.0, -math.inf, steps=2**70), math.nextafter(0.0, 1, steps=3), math.nextafter(-0.0, 0.0, steps=1), math.nextafter(1.0, 1.0, steps=2), math.nextafter(-1.0, math.inf, steps=2**64-1), math.nextafter(1.0, math.inf, steps=2**64-1)))
class A1: pass
def booh(self): raise AttributeError("booh")
A1.a = property(booh)
P("prop ae", lambda: A1().a)
class E1:
    __eq__ = property(booh)
P("eq prop", lambda: E1() == A1())
class I1:
    __init__ = property(booh)
P("init prop", lambda: I1())
P("doc", lambda: (max.__doc__ or "")[:20])
P("doc2", lambda: (int.__doc__ or "")[:20])
P("doc3", lambda: (str.upper.__doc__ or "")[:20])
P("doc4", lambda: (ValueError.__doc__ or "")[:20])
P("sig", lambda: (len.__text_signature__, int.__text_signature__, str.upper.__text_signature__))
P("wraps type", lambda: functools.wraps(int)(lambda: 1).__name__)
P("filter kw", lambda: type(type("F", (filter,), {})(None, [], k=1)))
P("filter kw2", lambda: type(type("F", (filter,), {"__init__": lambda s, *a, **k: None})(None, [], k=1)).__name__)
P("chain kw", lambda: type(type("F", (itertools.chain,), {"__init__": lambda s, *a, **k: None})([], k=1)).__name__)
def lie():
    class L:
        def __len__(s): return 2**62
        def __iter__(s): yield 1
    l = []; l.extend(L()); return l
P("ext lie", lie)
def lie2():
    class L:
        def __len__(s): return 2**24
        def __iter__(s): yield 1
    l = []; l.extend(L()); return list(L())
P("ext lie2", lie2)
def nested():
    src = "def f():\n"
    for i in range(12): src += " " * (i + 1) + "try: pass\n" + " " * (i + 1) + "except E as e:\n"
    compile(src + " " * 13 + "pass\n", "x", "exec"); return "ok"
P("nested except", nested)
def nested2(n):
    src = ""
    for i in range(n): src += " " * i + "for a in b:\n"
    compile(src + " " * n + "pass\n", "x", "exec"); return "ok"
for n in (19, 20, 21): P("nested for %d" % n, lambda: nested2(n))
def nested3(n):
    src = ""
    for i in range(n): src += " " * i + "try:\n"
    src += " " * n + "pass\n"
    for i in reversed(range(n)): src += " " * i + "finally: pass\n"
    compile(src, "x", "exec"); return "ok"
for n in (10, 11, 18, 19, 20, 21): P("nested finally %d" % n, lambda: nested3(n))
class BadE(Exception):
    def __new__(cls, *a): return 5
def thr():
    def g(): yield
    i = g()
    try: i.throw(BadE)
    except TypeError as e: m = str(e)
    return m, next(i, "end")
P("throw bad", thr)
def ctx():
    @contextlib.contextmanager
    def g(e):
        try: yield
        finally: raise e
    es = [Exception(i) for i in range(4)]
    try:
        with contextlib.ExitStack() as st:
            st.enter_context(g(es[3])); st.enter_context(g(es[2])); st.enter_context(g(es[1])); raise es[0]
    except Exception as x:
        l = []
        while x: l.append(x.args); x = x.__context__
        return l
P("exitstack ctx", ctx)
def ctx2():
    @contextlib.contextmanager
    def g(e):
        try: yield
        finally: raise e
    es = [Exception(i) for i in range(4)]
    try:
        with g(es[3]):
            with g(es[2]):
                with g(es[1]): raise es[0]
    except Exception as x:
        l = []
        while x: l.append(x.args); x = x.__context__
        return l
P("with ctx", ctx2)
def gst():
    def f():
        try: yield
        except ValueError:
            fr = sys._getframe(); l = []
            while fr and fr.f_code.co_name != "gst": l.append(fr.f_code.co_name); fr = fr.f_back
            out.append(l); raise
    def g():
        yield from f()
    out = []; i = g(); next(i)
    try: i.throw(ValueError)
    except ValueError: pass
    return out
P("throw stack", gst)
P("None call", lambda: None(*5))
P("None call2", lambda: None(**5))
P("sum", lambda: sum([()], 0.5))
P("sum2", lambda: sum([(1,)], True))
P("fromhex", lambda: float.fromhex("\ud800"))
P("join ba", lambda: "".join(["a", bytearray(b"x")]))
P("del fs", lambda: exec("del frozenset()[0]"))
P("del t", lambda: exec("del (1,)[0]"))
P("set t huge", lambda: exec("x = (1,); x[2**70] = 1"))
P("bytes idx", lambda: bytes(type("B", (), {"__index__": lambda s: (1,)})()))
P("kw surr", lambda: (lambda a: 1)(**{"\ud800": 1}))
P("aug", lambda: exec("x = type('C', (), {'__index__': lambda s: 2})(); x *= 'ab'"))
P("aug2", lambda: exec("x = type('C', (), {})(); x *= 'ab'"))
P("dict order", lambda: {{1}: 1, 1/0: 2, **{}})
P("contains", lambda: 1 in type("C", (), {"__iter__": lambda s: 5})())
def cp():
    log = []
    class C(list):
        def __getattr__(s, n): log.append(n); raise AttributeError(n)
    copy.copy(C()); copy.deepcopy(C()); return log
P("copy getattr", cp)
