async def f(a):
    return a


async def generator(a):
    b = yield a
    return
