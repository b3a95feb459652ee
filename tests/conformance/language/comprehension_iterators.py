# The iterable of the first `for` of a comprehension is asked for its iterator once, where it stands.
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): print("iter of It"); return self
    def __next__(self):
        if self.n: self.n -= 1; return self.n
        raise StopIteration
class C:
    def __iter__(self): print("iter of C"); return It(2)
print([x for x in C()])
print(list(x for x in C()))
print({x for x in C()}, {x: 1 for x in C()})
def f(): return [x for x in C()], list(x for x in C())
f()
def g(it): return (x for x in it)
gen = g(C())
import types
print(sorted(gen.gi_frame.f_locals))
for v in (5, [1], iter([1])):
    try: print(list(types.FunctionType(gen.gi_code, {})(v)))
    except TypeError as e: print(e)
async def a():
    return [x for x in C()], (x async for x in C())
try: a().send(None)
except BaseException as e: print(type(e), e)
print(all(x for x in C()), tuple(x for x in C()))
