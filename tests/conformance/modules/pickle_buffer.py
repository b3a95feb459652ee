"""PickleBuffer: views, raw, release, and the hold on what it shows."""
import gc
import pickle
import weakref

gc.disable()


def attempt(what, action):
    try:
        print(what, "->", action())
    except Exception as error:
        print(what, "!!", type(error).__name__, error)


source = bytearray(b"abcdef")
buffer = pickle.PickleBuffer(source)
reference = weakref.ref(buffer)
print(reference() is buffer, bytes(buffer), memoryview(buffer).obj is source, gc.get_referents(buffer))
attempt("resize", lambda: source.append(1))
with buffer.raw() as raw:
    print(raw.format, raw.readonly, raw.shape, raw.obj is source)
    raw[0] = 65
print(source)
attempt("release", buffer.release)
attempt("release again", buffer.release)
attempt("raw", buffer.raw)
attempt("memoryview", lambda: memoryview(buffer))
attempt("bytes", lambda: bytes(buffer))
attempt("dumps", lambda: pickle.dumps(buffer, 5))
attempt("resize", lambda: source.append(66))
print(gc.get_referents(buffer), source)
del buffer
print(reference())

view = memoryview(source)[1:5]
buffer = pickle.PickleBuffer(view)
print(bytes(buffer), bytes(buffer.raw()))
attempt("release of the view", view.release)
del buffer
attempt("release of the view", view.release)
strided = pickle.PickleBuffer(memoryview(b"abcdef")[::2])
attempt("raw of a strided one", strided.raw)
print(memoryview(strided).tolist())
attempt("dumps of a strided one", lambda: pickle.dumps(strided, 5))
attempt("an int", lambda: pickle.PickleBuffer(1))
attempt("keywords", lambda: pickle.PickleBuffer(object=b""))
attempt("of a buffer", lambda: bytes(pickle.PickleBuffer(pickle.PickleBuffer(b"xy"))))
attempt("protocol 4", lambda: pickle.dumps(pickle.PickleBuffer(b""), 4))
attempt("subclass", lambda: type("Sub", (pickle.PickleBuffer,), {}))
