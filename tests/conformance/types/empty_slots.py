# An empty slot is reported with the class's full name; who asks for the attribute adds the hints.
class T:
    __slots__ = ('extra', '__dict__')
def show(f):
    try: f()
    except AttributeError as e: print(e, e.name, type(e.obj))
show(lambda: T().extra)
show(lambda: T.extra.__get__(T()))
T.__module__ = 'elsewhere'
show(lambda: T().extra)
T.__qualname__ = 'a.b'
show(lambda: T().extra)
show(lambda: T().nothing)
show(lambda: setattr(T(), 'extra', T().extra))
def f(t):
    return t.extra
t = T()
t.extra = 1
for i in range(50): f(t)
del t.extra
show(lambda: f(t))
