"""How the unpickler reads files: single bytes, lines, ahead, into memory of its own."""
import gc
import io
import pickle
import sys

gc.disable()


class Logged:
    def __init__(self, data, *names):
        self.file, self.log = io.BytesIO(data), []
        for name in names:
            setattr(self, name, self.logging(name))

    def logging(self, name):
        def method(*arguments):
            if name == "peek":
                place = self.file.tell()
                result = self.file.read(*arguments)
                self.file.seek(place)
            else:
                result = getattr(self.file, name)(*arguments)
            self.log.append((name, len(arguments[0]) if name == "readinto" else arguments, len(result) if isinstance(result, bytes) else result))
            return result

        return method


subject = [1, "abc", b"x" * 70000, bytearray(b"y" * 70000), "s" * 70000, 3.5, (1, 2), b"z" * 100]
for data in (pickle.dumps(subject, 5), pickle.dumps([1, "abc", 2.5, {1: 2}], 0)):
    for names in (("read", "readline"), ("read", "readline", "readinto"), ("read", "readline", "peek"), ("read", "readline", "readinto", "peek")):
        file = Logged(data + b"rest", *names)
        loaded = pickle.load(file)
        print(names, file.log, file.file.tell() == len(data), len(loaded))


def attempt(what, *reads, **methods):
    reads = list(reads)
    file = type("File", (), {"read": lambda self, count: reads.pop(0), "readline": lambda self: b""} | methods)()
    try:
        print(what, "->", pickle.load(file))
    except Exception as error:
        print(what, "!!", type(error).__name__, error)


attempt("text", "x")
attempt("nothing", b"")
attempt("None", None)
attempt("more", b"N.", b".")
attempt("bytearray", bytearray(b".N"))
attempt("pieces", b"X", b"\x05\0\0\0", b"abcde", b".")
attempt("longer", b"C", b"\x05", b"abcdef", b".")
attempt("bytearray for bytes", b"C", b"\x05", bytearray(b"abcde"), b".")
attempt("shorter", b"C", b"\x05", b"abcd", b".")
attempt("line", b"I", readline=lambda self: b"12")
attempt("line", b"I", readline=lambda self: "12\n")
attempt("line", b"I", b".", readline=lambda self: b"12\n")
for result in (-1, "x", 3):
    attempt(f"readinto {result}", b"C", b"\x05", b".", readinto=lambda self, buffer: result)


def no_peek(self, count):
    raise NotImplementedError


attempt("no peek", b"N", b".", peek=no_peek)
file = io.BufferedReader(io.BytesIO(b"N.K\x01.abc"))
print(pickle.load(file), file.tell(), pickle.load(file), file.tell(), file.read())
unpickler = pickle.Unpickler(io.BufferedReader(io.BytesIO(b"]q\x00.")))
print(unpickler.load(), unpickler.memo.copy(), [type(referent).__name__ for referent in gc.get_referents(unpickler)])

print("--- sizes")
print(pickle.Pickler(io.BytesIO()).__sizeof__(), unpickler.__sizeof__())
pickler = pickle.Pickler(io.BytesIO())
for count in (3, 5, 6, 22, 100, 1000):
    pickler.clear_memo()
    pickler.dump([[] for _ in range(count)])
    print(count, pickler.__sizeof__())
for data in (b"Nr\x00\x02\x00\x00.", b"Nq\x20.", b"((((N.", b"I12\n."):
    unpickler = pickle.Unpickler(io.BytesIO(data), encoding="utf-8")
    try:
        unpickler.load()
    except pickle.UnpicklingError as error:
        print(error)
    print(unpickler.__sizeof__())

print("--- what is kept")


class Kept:
    def __del__(self):
        print("deleted")


pickler = pickle.Pickler(io.BytesIO())
pickler.dump(Kept())
print("dumped", len(pickler.memo.copy()))
pickler.clear_memo()
print("cleared")
unpickler = pickle.Unpickler(io.BytesIO(pickle.dumps([Kept()])))
loaded = unpickler.load()
del loaded
print("loaded", sys.getrefcount(unpickler.memo.copy()[0]) > 1)
del unpickler
pickler.dump([pickler.persistent_id] if False else [Kept()])
pickler.persistent_id = lambda value, own=pickler: None
del pickler
print(gc.collect() > 0)
