# Special methods that answer with the wrong type.
def attempt(label, call):
    try:
        print(label, "->", call())
    except Exception as error:
        print(label, "!!", type(error).__name__, error)


def bad(name, value):
    return type("Bad", (), {name: lambda self, *a: value})()


attempt("repr", lambda: repr(bad("__repr__", 5)))
attempt("str", lambda: str(bad("__str__", 5)))
attempt("format", lambda: format(bad("__format__", 5)))
attempt("len str", lambda: len(bad("__len__", "x")))
attempt("len negative", lambda: len(bad("__len__", -1)))
attempt("len big", lambda: len(bad("__len__", 1 << 70)))
attempt("bool", lambda: bool(bad("__bool__", 5)))
attempt("hash", lambda: hash(bad("__hash__", "x")))
attempt("hash big", lambda: hash(bad("__hash__", 1 << 70)) == hash(1 << 70))
attempt("hash -1", lambda: hash(bad("__hash__", -1)))
attempt("int", lambda: int(bad("__int__", "x")))
attempt("index", lambda: [1][bad("__index__", 1.0)])
attempt("float", lambda: float(bad("__float__", 1)))
attempt("iter", lambda: iter(bad("__iter__", 5)))
attempt("next missing", lambda: next(bad("__iter__", 5)))
attempt("contains", lambda: 1 in bad("__contains__", []))
attempt("eq", lambda: bad("__eq__", "text") == 1)
attempt("dir", lambda: dir(bad("__dir__", ["b", "a"])))
attempt("dir bad", lambda: dir(bad("__dir__", 5)))
attempt("reversed", lambda: reversed(bad("__reversed__", "any")))
attempt("init", lambda: type("I", (), {"__init__": lambda self: 5})())
attempt("new", lambda: type("N", (), {"__new__": lambda cls: 5})())
attempt("length_hint", lambda: list(type("L", (), {"__iter__": lambda s: iter([1]), "__length_hint__": lambda s: "x"})()))
attempt("getattr str", lambda: bad("__getattr__", 7).anything)
attempt("call none", lambda: bad("__call__", None)())
attempt("hash None", lambda: hash(type("H", (), {"__hash__": None})()))
attempt("iter None", lambda: iter(type("H", (), {"__iter__": None})()))
attempt("instance attribute", lambda: len(type("O", (), {"__getattr__": lambda s, n: lambda: 5})()))
