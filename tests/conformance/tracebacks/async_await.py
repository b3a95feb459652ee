# Tracebacks through awaits, asynchronous loops and context managers; what is said of awaiting twice.
import types, sys, gc
@types.coroutine
def suspend(v): return (yield v)
async def a(): await b()
async def b():
    async with M() as m:
        await c()
async def c():
    async for x in it(): print(x)
async def it():
    yield 1
    await suspend(1)
    1/0
class M:
    async def __aenter__(self): return self
    async def __aexit__(self,*a): pass
import traceback
co=a()
try:
    while True: co.send(None)
except ZeroDivisionError: traceback.print_exc()
co=a(); co.send(None)
try: co.throw(KeyError("x"))
except KeyError: traceback.print_exc()
# coroutine awaited twice
async def shared(): await suspend(2)
s=shared()
async def one(): await s
o=one(); o.send(None)
p=one()
try: p.send(None)
except RuntimeError as e: traceback.print_exc()
o.close()
try: one().send(None)
except RuntimeError as e: traceback.print_exc()
