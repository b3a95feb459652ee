# object, type, isinstance, dunder access, identity.
o = object()
print(type(o), o == o, o != object(), o is o, bool(o), isinstance(o, object), hash(o) == hash(o), object.__doc__[:20])
print(type(5) is int, type(type) is type, type(int), int.__mro__, bool.__mro__, type.__mro__, object.__mro__, object.__bases__, object.__base__)
print(type("A", (), {"x": 1}).x, type("A", (int,), {})(5) + 1, isinstance(5, (str, int)), isinstance(5, int | str), issubclass(bool, int | str), isinstance(None, int | None))
print((5).__class__, (5).__add__(3), int.__add__(5, 3), (5).__eq__("a"), "a".__len__(), [1].__contains__(1), (5).__repr__(), object.__repr__(5)[:15], (1).__bool__(), "x".__mul__(2), (3).__radd__(2), (5).__lt__(6), (2).__pow__(3), [].__iter__().__next__ is not None)
print(int.__name__, int.__qualname__, int.__module__, type(o).__dict__ is not None, "__init__" in dir(o), object.__subclasshook__(int), o.__eq__(5), o.__sizeof__() > 0, o.__dir__() is not None, o.__str__()[:7], o.__format__("")[:7])
class A:
    pass
a = A()
a.x = 1
print(a.__dict__, A.__dict__["__module__"], vars(a), dir(a)[-1], A.__name__, A.__weakref__, a.__module__, a.__class__ is A, A.__call__().__class__ is A, type.__call__(A).__class__ is A)
a.__dict__ = {"y": 2}
print(a.y, hasattr(a, "x"), getattr(a, "x", None), setattr(a, "z", 3), a.z, delattr(a, "z"), a.__dict__)
A.__name__ = "Renamed"
print(A, A.__qualname__)
A.__qualname__ = "Other"
A.__module__ = "mod"
print(A, A.__doc__, a.__doc__)
print(callable(A), callable(a), callable(len), callable(lambda: 0), id(a) == id(a), a.__hash__() == hash(a), A.__eq__ is object.__eq__, A.__init__ is object.__init__)
print(getattr(5, "real"), hasattr(5, "nope"), getattr(a, "y", 0), type(a).__mro__[1], A.mro()[1], isinstance(A, type), isinstance(type, object), type.__instancecheck__(int, 5))
for text in ("type('A', int, {})", "type('A', (), [])", "type(5, (), {})", "type('A', (5,), {})", "object.__setattr__(5, 'a', 1)", "A.__bases__ = ()", "int.__dict__['x'] = 1", "isinstance(5, [int])", "isinstance(5, (int, 'a'))", "a.__class__ = object", "type.__new__(int, 'A', (), {})", "int | 5", "A.__dict__ = {}", "object.__getattribute__(5, 'nope')", "type('a\\0b', (), {})"):
    try:
        exec(text)
        print(text, "ok")
    except Exception as error:
        print(text, type(error).__name__, error)
