# Recursion through what classes call: metaclasses, descriptors, attribute hooks.
def attempt(name, f):
    try:
        f()
        print(name, "returned")
    except RecursionError:
        print(name, "RecursionError")
    except Exception as error:
        print(name, type(error).__name__, error)


class GetAttribute:
    def __getattribute__(self, name): return self.x
class SetAttr:
    def __setattr__(self, name, value): self.x = value
class DelAttr:
    def __delattr__(self, name): del self.x
class Descriptor:
    def __get__(self, obj, owner): return owner.d
    def __set__(self, obj, value): obj.d = value
    def __delete__(self, obj): del obj.d
class Owner:
    d = Descriptor()
class Property:
    @property
    def p(self): return self.p
    @p.setter
    def p(self, v): self.p = v
class SetName:
    def __set_name__(self, owner, name):
        type("Again", (), {"x": SetName()})
class Init:
    def __init__(self): Init()
class New:
    def __new__(cls): return cls()
class Subclass:
    def __init_subclass__(cls):
        class More(Subclass): pass
class Item:
    def __class_getitem__(cls, item): return cls[item]
class MetaCall(type):
    def __call__(cls): return cls()
class UsesMetaCall(metaclass=MetaCall): pass
class MetaNew(type):
    def __new__(m, n, b, d): return MetaNew(n, b, d)
class MetaPrepare(type):
    @classmethod
    def __prepare__(m, n, b):
        class Inner(metaclass=MetaPrepare): pass
class MetaMro(type):
    def mro(cls):
        return type(cls)("again", (), {}).__mro__
class MetaInstance(type):
    def __instancecheck__(cls, x): return isinstance(x, cls)
    def __subclasscheck__(cls, x): return issubclass(x, cls)
    def __getattr__(cls, name): return getattr(cls, name)
    def __repr__(cls): return repr(cls)
    def __eq__(cls, o): return cls == o
    def __hash__(cls): return hash(cls)
    def __len__(cls): return len(cls)
    def __iter__(cls): return iter(cls)
    def __dir__(cls): return dir(cls)
class Meta(metaclass=MetaInstance): pass
class Bases:
    def __mro_entries__(self, bases):
        class D(Bases()): pass
        return ()


attempt("getattribute", lambda: GetAttribute().y)
attempt("setattr", lambda: setattr(SetAttr(), "y", 1))
attempt("delattr", lambda: delattr(DelAttr(), "y"))
attempt("descriptor get", lambda: Owner().d)
attempt("descriptor get on class", lambda: Owner.d)
attempt("descriptor set", lambda: setattr(Owner(), "d", 1))
attempt("descriptor delete", lambda: delattr(Owner(), "d"))
attempt("property", lambda: Property().p)
attempt("property set", lambda: setattr(Property(), "p", 1))
attempt("set_name", lambda: type("T", (), {"x": SetName()}))
attempt("init", Init)
attempt("new", New)
attempt("init_subclass", lambda: type("T", (Subclass,), {}))
attempt("class_getitem", lambda: Item[1])
attempt("metaclass call", UsesMetaCall)
attempt("metaclass new", lambda: MetaNew("T", (), {}))
attempt("prepare", lambda: MetaPrepare.__prepare__("T", ()))
attempt("mro", lambda: MetaMro("T", (), {}))
attempt("instancecheck", lambda: isinstance(1, Meta))
attempt("subclasscheck", lambda: issubclass(int, Meta))
attempt("meta getattr", lambda: Meta.missing)
attempt("meta repr", lambda: repr(Meta))
attempt("meta eq", lambda: Meta == 1)
attempt("meta hash", lambda: hash(Meta))
attempt("meta len", lambda: len(Meta))
attempt("meta iter", lambda: iter(Meta))
attempt("meta dir", lambda: dir(Meta))
attempt("except", lambda: exec("try:\n raise ValueError\nexcept Meta: pass", globals()))
attempt("mro_entries", lambda: exec("class T(Bases()): pass", globals()))
attempt("isinstance nested tuple", lambda: isinstance(1, nested))
nested = ()
for _ in range(100_000):
    nested = (nested,)
nested = None
