# What the syntax of type parameters and aliases refuses: message and place.
cases = r'''
def func[A, A](): ...
class C[A, A](): ...
type T[A, **A] = int
def func[__classdict__](): ...
class C[__classdict__](): ...
type T[__classdict__]=int
def f[__debug__](): pass
class A[__debug__]: pass
type A[__debug__]=int
type __debug__ = int
def f[T: (yield)](): ...
def f[T: (yield from x)](): ...
def f[T: (await x)](): ...
async def f[T: (await x)](): ...
def f[T: (x:=1)](): ...
def f[T: ((yield),1)](): ...
def f[T = (x:=1)](): ...
def f[*T = (x:=1)](): ...
def f[**T = (x:=1)](): ...
def f[T: [(x:=1) for _ in y]](): ...
def f[T = [(x:=1) for _ in y]](): ...
type T = (yield)
type T = (x:=1)
type T = (await x)
type T = [(x:=1) for _ in y]
type T[X] = [(x:=1) for _ in y]
class C[T]((yield)): pass
class C[T]((x:=1)): pass
class C[T](a=(x:=1)): pass
class C[T]([(x:=1) for _ in y]): pass
def f[T](a: (yield)): ...
def f[T](a: (x:=1)): ...
def f[T](a: [(x:=1) for _ in y]): ...
def f(a: [(x:=1) for _ in y]): ...
def f[T](a=(x:=1)): ...
def f[T](a=(yield)): ...
def f[T](): nonlocal T
def f[T](x: [lambda: (yield)]): pass
class C[T]: nonlocal T
def f[T]():
    def g():
        nonlocal T
        T = 1

def f[T]():
    T = 1
    def g():
        nonlocal T

class C[T]:
    def g(self):
        nonlocal T

def f[T=int, U](): pass
def f[T=int, *U](): pass
def f[T=int, **U](): pass
class f[T=int, U](): pass
type f[T=int, U]=1
def f[*T=int, U](): pass
def f[**T=int, U](): pass
def f[T: *int](): pass
def f[T=*int](): pass
def f[*T=*int](): pass
def f[**T=*int](): pass
def f[](): pass
class f[]: pass
type f[]=1
def f[1](): pass
def f[*T: int](): pass
def f[**T: int](): pass
def f[T: int
type 1 = 2
type a.b = 2
type x[T] 
type x =
type x.y
def f[T](T): pass
def f[T](T, T): pass
def f[T: T](): pass
class C[T]: 
   global T
   T = 1

def f[T]():
   global T

def f():
   global T
   def g[T](): return T

async def f():
   def g[T: [x async for x in y]](): pass

async def f():
   type A = [x async for x in y]

async def f():
   class A[T]([x async for x in y]): pass

async def f():
   class A[T](await x): pass

async def f():
   def A[T](x=await x): pass

lambda: (yield)
class A:
    def f[T](self, x: __x, y: [y for y in (lambda: T, T)]): pass

def f[T](x: lambda: (yield)): pass
def f[T: (lambda: (yield))](): pass
type X = lambda: (yield)
def f[.x](): pass
def f[x.y](): pass
def f[T:](): pass
def f[T=](): pass
def f[T:int=](): pass
def f[T,,](): pass
def f[,](): pass
def f[T U](): pass
class X[T U]: pass
type X[T U] = 1
type X[T = 
def f[T:int, T=3](): pass
type = 1; type(type)[1]
type type = int
type X = int; type Y = X
type (X) = int
type X: int = int
type X += 1
type X, Y = 1
type X = Y = 1
type X = *Y
type X = Y, Z
type X = (yield), Z
def f[T]
def f[T]:
def f[T]()
class C[T]
class C[T](x
'''.strip("\n")

blocks = []
for line in cases.split("\n"):
    if line.startswith(" "):
        blocks[-1] += line + "\n"
    elif line:
        blocks.append(line + "\n")
for block in blocks:
    try:
        compile(block, "<cases>", "exec")
        print("compiles", repr(block))
    except SyntaxError as error:
        print(repr(block), type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
