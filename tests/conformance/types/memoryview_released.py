# A view is weakly referenceable, keeps its hash when released, and its buffer outlives a slice that releases it.
import weakref


def attempt(label, action):
    try:
        print(label, "->", action())
    except Exception as error:
        print(label, "->", type(error).__name__, error)


view = memoryview(b"abcdef")
died = []
reference = weakref.ref(view, lambda reference: died.append(reference() is None))
print(reference() is view)
del view
print(reference(), died)

view = memoryview(b"abcdef")
print(hash(view) == hash(b"abcdef"))
view.release()
print(hash(view) == hash(b"abcdef"))
view = memoryview(b"abcdef")
view.release()
attempt("hash", lambda: hash(view))


class Releasing:
    def __init__(self, number):
        self.number = number

    def __index__(self):
        view.release()
        return self.number

    __float__ = __index__

    def __bool__(self):
        view.release()
        return True


class Raising:
    def __index__(self):
        view.release()
        raise ZeroDivisionError("index")


def fresh(shape=None):
    global source, view
    source = bytearray(range(16))
    view = memoryview(source)
    if shape:
        view = view.cast("B", shape)


for key in (Releasing(4), slice(Releasing(4)), slice(Releasing(2), 8), slice(None, None, Releasing(2)), slice(1, 3)):
    fresh()
    attempt("get", lambda: view[key].tolist() if isinstance(key, slice) else view[key])
    # The buffer has been given back when the last view of it is.
    attempt("resize", lambda: source.append(0))
    fresh()
    attempt("set", lambda: view.__setitem__(key, b"abcd" if isinstance(key, slice) else 7))
    print(source)
fresh()
attempt("raises", lambda: view[Raising():])
attempt("resize", lambda: source.append(0))
for key in ((Releasing(1), 0), (0, Releasing(1))):
    fresh((4, 4))
    attempt("two", lambda: view[key])
for format, value in (("b", Releasing(1)), ("f", Releasing(1)), ("?", Releasing(1))):
    fresh()
    view = view.cast(format)
    attempt(format, lambda: view.__setitem__(0, value))
    print(source)
