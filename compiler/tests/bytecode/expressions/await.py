async def f(a):
    await a
    b = await a.c() + await b
    return await (await b)


async def comprehensions(a):
    b = [await c for c in a if await d]
    e = {c: d async for c in a async for d in c}
    return (await c async for c in a)
