# How often the namespace of the program is referred to, from inside and outside of functions, `exec` and `eval`.
import sys

main = sys.modules["__main__"]
print(sys.getrefcount(main), sys.getrefcount(main.__dict__))
count = sys.getrefcount
print(count(globals()))
g = globals()
print(count(g), count(globals()))
f = sys._getframe()
print(count(g))
h = f.f_locals
print(count(g))
del h
print(count(g))
del f
print(count(g))
async def a(): pass
def b(): yield
print(count(g))
x = a()
print(count(g))
x.close()
print(count(g))
y = b()
print(count(g))
y = lambda: 0
print(count(g))
class C:
    def f(self): pass
print(count(g))
exec("print(count(g))")
exec("print(count(g))", g)
print(eval("count(g)"))
def k(): return count(g), count(globals())
print(k())
def k(): return (lambda: count(g))()
print(k())
z = [count(g) for i in [1]]
print(z)
z = list(count(g) for i in [1])
print(z)
