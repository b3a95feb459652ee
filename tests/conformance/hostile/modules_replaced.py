# sys.modules, __import__ and the names of builtins replaced by odd things.
import builtins
import sys


def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, str(error)[:150])


def load(name):
    return __import__(name)


print = builtins.print
original = builtins.__import__
for odd in (None, 5, lambda *a: 7, lambda name, *a: original(name, *a)):
    builtins.__import__ = odd

    def use():
        import json
        return type(json).__name__

    attempt("import", use)

    def use_from():
        from json import dumps
        return type(dumps).__name__

    attempt("from", use_from)
del builtins.__import__
attempt("deleted", use)
builtins.__import__ = original
for name in ("__build_class__", "len", "print", "Exception", "object", "type", "super", "range"):
    kept = getattr(builtins, name)
    for odd in (None, 5, lambda *a, **k: ("odd", len(a))):
        setattr(builtins, name, odd)
        try:
            def body():
                class C:
                    def m(self):
                        return super().__init__
                return type(C).__name__ if not isinstance(C, tuple) else C

            attempt_print = print
            result = None
            try:
                result = body()
            except BaseException as error:
                result = error.__class__.__name__, error.args
        finally:
            setattr(builtins, name, kept)
        print(name, odd if not callable(odd) else "function", result)
for path in (None, 5, [], [None], [5], ["/nonexistent"], [b"bytes"], ["\udcff"], "text"):
    kept = sys.path
    sys.path = path
    attempt(("path", str(path)), lambda: load("no_such_module_anywhere"))
    sys.path = kept
for name in ("", ".", "a..b", "json.", "json.nothing", "json.decoder.nothing", "\0", "a\0b", "\ud800", "é", "x" * 300, "sys.path", "builtins.len"):
    attempt(("name", ascii(name)[:20]), lambda: load(name))
for args in ((5,), ("json", 5), ("json", None, None, 5), ("json", None, None, ["dumps"], -1), ("json", {}, None, [], 1), ("json", {"__package__": 5}, None, [], 1),
             ("json", {"__package__": "nope"}, None, [], 1), ("json", {"__name__": 5}, None, [], 1), ("", {"__package__": "json"}, None, ["decoder"], 1), ("", {"__package__": "json"}, None, [], 2),
             ("json", None, None, [5]), ("json", None, None, 7), ("json", None, None, [], 10**30), ("json", None, None, [], "x")):
    attempt(("args", str(args)[:60]), lambda: type(original(*args)).__name__)
