# Awaits at every place of an expression and a statement; reentrance.
import gc
import types


@types.coroutine
def suspend(v): return (yield v)


class M:
    async def __aenter__(self): return self
    async def __aexit__(self,*a): pass


# running itself
async def me():
    try: self.send(None)
    except ValueError as e: print(e)
    try: self.close()
    except ValueError as e: print(e)
    try: self.throw(ValueError)
    except ValueError as e: print(e)
self=me()
try: self.send(None)
except StopIteration: print("stop")
async def ag():
    try: await g.asend(None)
    except RuntimeError as e: print(repr(e))
    try: await g.aclose()
    except RuntimeError as e: print(repr(e))
    yield 1
g=ag()
try: g.__anext__().send(None)
except StopIteration as e: print(e.value)
# await in odd places
async def odd():
    x = [await suspend(1), await suspend(2)]
    y = {await suspend(3): await suspend(4)}
    z = f"{await suspend(5)!r:>{await suspend(6)}}"
    w = (await suspend(7)) if (await suspend(8)) else (await suspend(9))
    v = await suspend(10) and await suspend(11) or await suspend(12)
    assert await suspend(13), await suspend(14)
    (await suspend(15))[await suspend(16)] = await suspend(17)
    x[await suspend(18):await suspend(19)] = [await suspend(20)]
    x += [await suspend(21)]
    del x[await suspend(22)]
    print(x,y,z,w,v, *[await suspend(23)], **{"sep": await suspend(24)})
    def inner(a=await suspend(25), *, b: 1 = await suspend(26)): return a, b
    class C(await suspend(27)): pass
    lam = lambda q=await suspend(28): q
    return inner(), C.__mro__, lam(), await suspend(29) < await suspend(30) < await suspend(31), [i async for i in it2() if await suspend(32)]
async def it2():
    for i in range(3):
        yield i
o=odd(); v=None
d={}
answers={1:1,2:2,3:3,4:4,5:"five",6:9,7:7,8:1,10:1,11:0,12:12,13:True,15:d,16:"k",17:"v",18:0,19:1,20:20,21:21,22:-1,23:23,24:"|",25:25,26:26,27:dict,28:28,29:1,30:2,31:3,32:1}
try:
    while True:
        n=o.send(v); v=answers[n]
except StopIteration as e: print(e.value, d)
# exceptions with finally/return in async gen etc
async def fin():
    try:
        async with M():
            try:
                return await suspend(1)
            finally:
                await suspend(2)
    finally:
        await suspend(3)
f=fin(); r=[]
try:
    v=None
    while True:
        v=f.send(v); r.append(v)
except StopIteration as e: print(r, e.value)
async def brk():
    out=[]
    for i in range(3):
        async with M():
            async for x in it2():
                if x==1: break
                out.append((i,x))
            else: out.append("else")
            if i==1: continue
            out.append("end")
    return out
try: brk().send(None)
except StopIteration as e: print(e.value)
# names
print([f.__code__.co_varnames for f in (odd, fin, brk)])
class K:
    async def m(self): return super().__repr__()[:5], __class__
    x = [i for i in range(3)]
try: K().m().send(None)
except StopIteration as e: print(e.value)
def outer():
    v=1
    async def f1():
        nonlocal v
        v += 1
        return [v async for _ in it2()]
    return f1
try: outer()().send(None)
except StopIteration as e: print(e.value)
async def walrus(): return [y async for i in it2() if (y:=i)]
try: walrus().send(None)
except StopIteration as e: print(e.value)
print(gc.is_tracked(outer()))
