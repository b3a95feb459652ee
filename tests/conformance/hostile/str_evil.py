# Text operations over objects that misbehave.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, error)


class S:
    def __init__(self, r): self.r = r
    def __str__(self): return self.r
    def __repr__(self): return self.r
    def __format__(self, spec): return self.r
    def __index__(self): return self.r
    def __len__(self): return self.r
    def __getitem__(self, k): return self.r
for r in (1, None, b"x", [], "ok", "\0", "\ud800"):
    for name, f in (("str", lambda: str(S(r))), ("repr", lambda: repr(S(r))), ("format", lambda: format(S(r), "")), ("fstring", lambda: f"{S(r)!r:>5}"), ("%s", lambda: "%s" % S(r)), ("%r", lambda: "%r" % (S(r),)), ("%a", lambda: "%a" % (S(r),)), ("ascii", lambda: ascii(S(r))), ("%d", lambda: "%d" % S(r)), ("%c", lambda: "%c" % S(r)), ("{}", lambda: "{}".format(S(r))), ("{[]}", lambda: "{[0]}".format(S(r))), ("{!r}", lambda: "{!r}".format(S(r))), ("join", lambda: "".join([S(r)])), ("mul", lambda: "a" * S(r)), ("index", lambda: "abc"[S(r)]), ("len", lambda: len(S(r))), ("list", lambda: repr([S(r)])), ("dict", lambda: repr({1: S(r)})), ("in", lambda: S(r) in "abc"), ("print", lambda: print(S(r), end="\n")), ("chr", lambda: chr(S(r))), ("hex", lambda: hex(S(r)))):
        attempt((repr(r), name), lambda: ascii(f()))
l = ["a", "b"]
class Clears:
    def __str__(self): l.clear(); return "x"
    __repr__ = __str__
    def __format__(self, s): l.clear(); return "y"
l.append(Clears())
attempt("repr clears", lambda: repr(l))
l[:] = [Clears(), "b"]
attempt("format clears", lambda: "{0[0]} {0[1]}".format(l))
def gen():
    yield "a"
    yield 1
attempt("join gen", lambda: ",".join(gen()))
attempt("join many", lambda: ",".join(["x"] * 3 + [None]))
for fmt in ("%", "%z", "%(a", "%(a)s", "%(a)", "%5", "%.", "%*s", "%.*f", "%s %s", "%%%", "%-+ #05.3lld", "%i%", "%1$s", "%()s", "%(a)s%s"):
    for arg in (1, (1,), {"a": 1}, (1, 2, 3), ()):
        attempt((fmt, arg), lambda: fmt % arg)
for fmt in ("{", "}", "{}", "{0}{}", "{}{0}", "{!}", "{!z}", "{:", "{:{}", "{0.}", "{0[}", "{0[]}", "{0[a", "{0.a.b}", "{a}", "{0!r:}", "{:{}{}}", "{:{:{}}}", "{{}", "{}}", "{1}", "{-1}", "{99999999999999999999}", "{0[99999999999999999999]}", "{0[-1]}", "{ }", "{0 }", "{\0}"):
    attempt(fmt, lambda: fmt.format([1, 2], 3))
for spec in ("q", "5q", "=5", "^^^", "x>", ".", ".5", "-5", "05d", ",d", "_x", ",x", "#", "+s", " s", ",s", "=s", "zf", "z.1f", "zd", "c", "%", "n", "5.3d", "_,d", ",_d", "\0>5", "é^5"):
    for value in (1, 1.5, "s", 1j, None, True):
        attempt((spec, value), lambda: format(value, spec))
