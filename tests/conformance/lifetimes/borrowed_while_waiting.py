# Where a local stands on the stack while a coroutine waits, CPython counts it; while a generator yields, it does not.
import sys
c = sys.getrefcount
class A:
    def __await__(self):
        return 5
        yield
class Y:
    def __await__(self):
        yield
        return 5
def pair(x, y): return c(x) 
async def f(a):
    print(pair(a, 1), pair(a, await A()), pair(a, await Y()))
    print(c(a))
    print([a, await A(), c(a)][2], [a, c(a)][1])
    async with M(): print(c(a))
    print(c(a))
class M:
    async def __aenter__(s): pass
    async def __aexit__(s, *a): pass
def run(co):
    try:
        while True: co.send(None)
    except StopIteration as e: return e.value
run(f([]))
def g(a):
    print(pair(a, (yield)), pair(a, (yield from ())))
    print(c(a))
    print((a, (yield), c(a))[2])
for i in g([]): pass
async def h(a):
    print([x async for x in it()], c(a))
    async for x in it(): print(c(a))
    print(c(a))
    async for x in it():
        print(c(a))
        break
    print(c(a))
async def it():
    yield 1
    yield 2
run(h([]))
async def k(a):
    try:
        await Y()
        print(c(a))
    finally:
        print(c(a))
    for i in (1, 2):
        yield c(a)
async def k2():
    async for x in k([]): print(x)
    print([x async for x in k([])])
run(k2())
def e(a):
    try:
        raise ExceptionGroup('', [ValueError(1)])
    except* ValueError as g:
        print(c(a))
    print(c(a))
    try: pass
    except* ValueError: pass
    print(c(a))
e([])
