# What is thrown into a generator before it has begun stands in the line of the `def`, without columns: no carets.
def generator(a):
    yield a


async def coroutine():
    pass


print(list(generator.__code__.co_positions())[0], list(coroutine.__code__.co_positions())[0])
for made in generator(1), coroutine(), (x for x in ()):
    try:
        made.throw(AttributeError("thrown"))
    except AttributeError as error:
        print(error.__traceback__.tb_next.tb_lineno)
generator(1).throw(AttributeError("\ud800"))
