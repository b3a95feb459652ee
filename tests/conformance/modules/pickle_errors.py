"""What the pickler says of objects that cannot be pickled, with the notes of where they were; what a dump may do meanwhile."""
import copyreg
import io
import pickle
import re
import sys


def attempt(what, action):
    try:
        print(what, "->", action())
    except Exception as error:
        text = re.sub("0x[0-9a-f]+", "0x", str(error))
        context = error.__context__
        print(what, "!!", type(error).__name__, text, getattr(error, "__notes__", []), type(context).__name__ if context else "")


def local():
    def inner():
        pass

    class Inner:
        pass

    return inner, Inner


inner, Inner = local()


def replaced():
    pass


old = replaced


def replaced():
    pass


class Reduced:
    def __init__(self, *parts):
        self.parts = parts

    def __reduce__(self):
        return self.parts[0] if len(self.parts) == 1 else self.parts


def named(module, name):
    class Made:
        pass

    Made.__module__, Made.__qualname__, Made.__name__ = module, name, name
    return Made


for protocol in (0, 2, 5):
    print("--- protocol", protocol)
    for what, subject in {
        "local function": inner, "instance of a local class": Inner(), "not the same": old, "nested": {"key": [1, (2, 3, 4, {5: old})]},
        "lambda": lambda: 1, "module": sys, "generator": (i for i in ()), "file": {1: sys.stdout}, "view": (1, memoryview(b"")),
        "set": {old}, "frozenset": frozenset([old]), "key": {old: 1}, "name": Reduced("nosuch"), "bytes": Reduced(b"x"), "int": Reduced(3),
        "short": Reduced(()), "one": Reduced((int,)), "long": Reduced(int, (), 1, 2, 3, 4, 5), "arguments": Reduced(int, 1), "callable": Reduced(1, ()),
        "list items": Reduced(int, (), None, 1), "dict items": Reduced(int, (), None, None, 1), "setter": Reduced(int, (), 1, None, None, 1),
        "no pairs": Reduced(dict, (), None, None, iter([1])), "in arguments": Reduced(int, (old,)), "reconstructor": Reduced(old, ()),
        "state": Reduced(int, (), old), "state setter": Reduced(int, (), 1, None, None, old), "bad list item": Reduced(list, (), None, iter([1, old])),
        "bad dict item": Reduced(dict, (), None, None, iter([(1, old)])),
        "newobj": Reduced(copyreg.__newobj__, ()), "newobj of int": Reduced(copyreg.__newobj__, (1,)), "newobj of another": Reduced(copyreg.__newobj__, (int,)),
        "newobj argument": Reduced(copyreg.__newobj__, (Reduced, old)), "newobj_ex": Reduced(copyreg.__newobj_ex__, ()),
        "newobj_ex of int": Reduced(copyreg.__newobj_ex__, (1, 2, 3)), "newobj_ex arguments": Reduced(copyreg.__newobj_ex__, (Reduced, 2, 3)),
        "newobj_ex keywords": Reduced(copyreg.__newobj_ex__, (Reduced, (), 3)), "newobj_ex bad": Reduced(copyreg.__newobj_ex__, (Reduced, (old,), {})),
        "no module": named("nomodule", "x"), "no name": named("os", "x"), "other": named("os.path", "join"), "empty": named("", "x"),
        "without module": named(None, "Nowhere"), "number": named(3, "x"), "dotted": named("os", "a.b"), "locals": named("os", "<locals>.x"),
        "deeper": named("json", "decoder.JSONDecoder"), "not ASCII": named("os", "\u20ac"),
    }.items():
        attempt(what, lambda: pickle.dumps(subject, protocol))

print("--- arguments")
attempt("protocol", lambda: pickle.dumps(1, 6))
attempt("negative", lambda: pickle.dumps(1, -1))
attempt("text", lambda: pickle.dumps(1, "x"))
attempt("callback", lambda: pickle.dumps(1, 4, buffer_callback=print))
attempt("no file", lambda: pickle.dump(1, None))
attempt("text file", lambda: pickle.dump(1, io.StringIO()))
attempt("Pickler()", lambda: pickle.Pickler())
attempt("Unpickler(1)", lambda: pickle.Unpickler(1))
attempt("load", lambda: pickle.load(1))
attempt("loads", lambda: pickle.loads("x"))
attempt("encoding", lambda: pickle.loads(b"U\x01\xe9.", encoding="nosuch"))
attempt("bytes", lambda: pickle.loads(b"U\x01\xe9.", encoding="bytes"))
attempt("errors", lambda: pickle.loads(b"U\x01\xe9.", errors="replace"))
attempt("encoding", lambda: pickle.loads(b"U\x01a.", encoding=1))
attempt("buffers", lambda: pickle.loads(b"\x97.", buffers=[]))
attempt("buffers", lambda: pickle.loads(b"\x97.", buffers=1))
attempt("buffers", lambda: pickle.loads(b"\x97.", buffers=[3]))


class NotInitialised(pickle.Pickler):
    def __init__(self):
        pass


class NotInitialisedEither(pickle.Unpickler):
    def __init__(self):
        pass


attempt("dump", lambda: NotInitialised().dump(1))
attempt("load", lambda: NotInitialisedEither().load())

print("--- attributes")
pickler, unpickler = pickle.Pickler(io.BytesIO()), pickle.Unpickler(io.BytesIO(b"h\x05."))
for value in (1, {1: 2}, {1: (2,)}, {1: ("a", 2)}, {1: (2, 3)}):
    attempt(f"memo {value}", lambda: (setattr(pickler, "memo", value), len(pickler.memo.copy())))
for value in (1, {"a": 2}, {-1: 2}, {5: "a"}, {1 << 70: 1}):
    attempt(f"memo {value}", lambda: (setattr(unpickler, "memo", value), unpickler.memo.copy()))
attempt("del memo", lambda: delattr(pickler, "memo"))
attempt("del dispatch_table", lambda: delattr(pickler, "dispatch_table"))
attempt("dispatch_table", lambda: pickler.dispatch_table)
attempt("del bin", lambda: delattr(pickler, "bin"))
attempt("bin", lambda: setattr(pickler, "bin", "x"))
attempt("other", lambda: setattr(pickler, "other", 1))
attempt("load", unpickler.load)
attempt("persistent_id", lambda: pickler.persistent_id(3))
attempt("persistent_load", lambda: unpickler.persistent_load(3))
attempt("reduce", lambda: (pickle.Unpickler(io.BytesIO(b".")).memo.__reduce__()))

print("--- meanwhile")


class Meddling:
    def __init__(self, action):
        self.action = action

    def __reduce__(self):
        self.action()
        return int, (3,)


for what in ("dump", "__init__", "clear_memo", "memo"):
    pickler = pickle.Pickler(io.BytesIO())
    actions = {
        "dump": lambda: pickler.dump(1), "__init__": lambda: pickler.__init__(io.BytesIO()), "clear_memo": pickler.clear_memo,
        "memo": lambda: setattr(pickler, "memo", {}),
    }
    attempt(what, lambda: pickler.dump([Meddling(actions[what])]))
changing = {1: None, 2: 3}
changing[1] = Meddling(lambda: changing.update({4: 5}))
attempt("dict", lambda: pickle.dumps(changing))
growing = [1, 2]
growing[0] = Meddling(lambda: growing.extend([6, 7]) if len(growing) < 4 else None)
attempt("list", lambda: pickle.dumps(growing))


class Searching(pickle.Unpickler):
    def find_class(self, module, name):
        attempt("load again", self.load)
        attempt("init again", lambda: self.__init__(io.BytesIO()))
        self.memo.clear()
        return int


attempt("search", lambda: Searching(io.BytesIO(b"cx\ny\n.")).load())

print("--- depth")
deep = []
for _ in range(200000):
    deep = [deep]
try:
    pickle.dumps(deep)
except RecursionError as error:
    print(type(error).__name__)
data = b"]" * 100000 + b"a" * 99999 + b"."
print(type(pickle.loads(data)))
