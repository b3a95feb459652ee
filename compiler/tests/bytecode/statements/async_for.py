async def f(a):
    async for b in a:
        if b:
            continue
        if c:
            break
    else:
        d()
    async for e.f in a:
        return e
