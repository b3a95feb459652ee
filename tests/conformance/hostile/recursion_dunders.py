# Every special method that calls itself through its operator ends in RecursionError.
def attempt(name, f):
    try:
        f()
        print(name, "returned")
    except RecursionError as error:
        print(name, "RecursionError", str(error)[:32])
    except Exception as error:
        print(name, type(error).__name__, error)


class R:
    def __repr__(self): return repr(self)
    def __str__(self): return str(self)
    def __eq__(self, other): return self == other
    def __lt__(self, other): return self < other
    def __hash__(self): return hash(self)
    def __getattr__(self, name): return getattr(self, name)
    def __len__(self): return len(self)
    def __bool__(self): return bool(self)
    def __iter__(self): return iter(self)
    def __next__(self): return next(self)
    def __index__(self): return [0][self]
    def __int__(self): return int(self)
    def __float__(self): return float(self)
    def __complex__(self): return complex(self)
    def __format__(self, spec): return format(self, spec)
    def __bytes__(self): return bytes(self)
    def __call__(self): return self()
    def __contains__(self, x): return x in self
    def __getitem__(self, x): return self[x]
    def __setitem__(self, x, v): self[x] = v
    def __delitem__(self, x): del self[x]
    def __add__(self, x): return self + x
    def __radd__(self, x): return x + self
    def __iadd__(self, x): self += x; return self
    def __neg__(self): return -self
    def __invert__(self): return ~self
    def __abs__(self): return abs(self)
    def __round__(self): return round(self)
    def __reversed__(self): return reversed(self)
    def __length_hint__(self):
        import operator
        return operator.length_hint(self)
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
    def __dir__(self): return dir(self)
    def __divmod__(self, o): return divmod(self, o)
    def __pow__(self, o): return self ** o
    def __missing__(self, k): return self[k]
    def __reduce_ex__(self, p):
        import copy
        return copy.copy(self)
    def __instancecheck__(self, x): return isinstance(x, self)
    def __subclasscheck__(self, x): return issubclass(x, self)


r = R()
attempt("repr", lambda: repr(r))
attempt("str", lambda: str(r))
attempt("eq", lambda: r == 1)
attempt("lt", lambda: r < 1)
attempt("hash", lambda: hash(r))
attempt("getattr", lambda: r.missing)
attempt("bool", lambda: bool(r))
attempt("iter", lambda: iter(r))
attempt("next", lambda: next(r))
attempt("index", lambda: [0][r])
attempt("int", lambda: int(r))
attempt("float", lambda: float(r))
attempt("complex", lambda: complex(r))
attempt("format", lambda: format(r, "x"))
attempt("fstring", lambda: f"{r}")
attempt("percent", lambda: "%s" % r)
attempt("bytes", lambda: bytes(r))
attempt("call", lambda: r())
attempt("contains", lambda: 1 in r)
attempt("getitem", lambda: r[1])
attempt("setitem", lambda: r.__setitem__(1, 2))
attempt("delitem", lambda: r.__delitem__(1))
attempt("add", lambda: r + 1)
attempt("radd", lambda: 1 + r)
attempt("neg", lambda: -r)
attempt("invert", lambda: ~r)
attempt("abs", lambda: abs(r))
attempt("round", lambda: round(r))
attempt("reversed", lambda: reversed(r))
attempt("list", lambda: list(r))
attempt("sorted", lambda: sorted([r, r]))
attempt("dict", lambda: {r: 1})
attempt("set", lambda: {r})
attempt("dir", lambda: dir(r))
attempt("divmod", lambda: divmod(r, 1))
attempt("pow", lambda: r ** 2)
attempt("isinstance", lambda: isinstance(1, r))
attempt("issubclass", lambda: issubclass(int, r))
attempt("with", lambda: r.__enter__())
attempt("len", lambda: len(r))
attempt("in list", lambda: r in [0, R()])
attempt("join", lambda: ",".join(r))
attempt("sum", lambda: sum([r, r]))
attempt("max", lambda: max(r, R()))
attempt("copy", lambda: __import__("copy").copy(r))
attempt("unpack", lambda: (lambda *a: a)(*r))
