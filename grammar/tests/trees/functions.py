def f(): pass
def f(a): pass
def f(a,): pass
def f(a, b=1): pass
def f(a, /): pass
def f(a, /, b): pass
def f(a=1, /, b=2): pass
def f(a, b=1, /, c=2, *, d, e=3, f, **g): pass
def f(*a): pass
def f(*a, b): pass
def f(*, a): pass
def f(*, a=1, b): pass
def f(**a): pass
def f(**a,): pass
def f(a: int, b: str = '', *c: tuple, d: int = 1, **e: dict) -> None: pass
def f(*a: *b): pass
def f(a: lambda: 0 = lambda: 1) -> lambda: 2: pass
def f() -> (yield): pass
def f[T](a: T) -> T: return a
def f[T: int, *Ts, **P](): pass
def f[T: (int, str) = int, *Ts = *tuple[int], **P = [int]](): pass
def f[T,](): pass
class C: pass
class C(): pass
class C(A, B, metaclass=M, **kw): pass
class C(*bases): pass
class C[T]: pass
class C[T](A[T]): pass

def g():
    """Docstring."""
    nonlocal_ = 1
    def h():
        nonlocal nonlocal_
        nonlocal a, b
        return
    return h
    return 1
    return 1, 2
    return *a, b
    yield
    yield 1
    yield 1, *a
    yield from h()
    x = yield
    x = yield 1
    x += yield 1
    x: int = yield
    await_ = (yield)
    lambda: (yield)

async def f():
    await a
    await a.b(c)[d]
    -await a ** await b
    await (await c)
    async for d in e: pass
    async for d, in e:
        pass
    else:
        pass
    async with f: pass
    async with f as g, h:
        pass
    async with (f as g, h): pass
    return [i async for i in j if await k]
    yield await l
    await m; await n

@d
async def f(): pass

class D:
    x: int = 1
    @property
    def y(self): return self.x

    @y.setter
    def y(self, value):
        self.x = value
    async def z(self, *, a): ...
