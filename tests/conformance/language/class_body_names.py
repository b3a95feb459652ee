"""A class body that gives the names it sets by itself to another scope."""

def f():
    __firstlineno__ = 1
    __module__ = "m"
    __qualname__ = "q"
    __static_attributes__ = 5
    __type_params__ = 3
    __doc__ = "d"
    class C:
        """doc"""
        nonlocal __firstlineno__, __module__, __qualname__, __static_attributes__, __doc__
        def g(self): self.x = 1
    print(sorted(k for k in vars(C) if k != '__dict__' and k != '__weakref__'), __firstlineno__, __module__, __qualname__, __static_attributes__, __doc__)
    print(C.__module__, C.__qualname__)
f()
class D:
    """doc"""
    global __firstlineno__, __module__, __qualname__, __static_attributes__, __doc__
    def g(self): self.x = 1
print(sorted(k for k in vars(D) if k != '__dict__' and k != '__weakref__'), __firstlineno__, __module__, __qualname__, __static_attributes__, __doc__)
class E:
    __firstlineno__: int
    __qualname__ = "Z"
    __module__: str = "k"
print(E.__firstlineno__, E, E.__annotations__)
