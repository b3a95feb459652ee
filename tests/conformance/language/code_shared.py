# What is compiled twice is one code object, and a generator expression that is asynchronous is not iterated.
import types


def codes(function):
    return [constant.co_name for constant in function.__code__.co_consts if isinstance(constant, types.CodeType)]


def everything():
    return all(x - 2 for x in [1, 2, 3])


def finally_twice():
    try:
        return 1
    finally:
        f = lambda: 2
        print(f())


def two_lambdas():
    return lambda: 1, lambda: 1


print(codes(everything), codes(finally_twice), codes(two_lambdas))
print(everything(), finally_twice())


async def wait_all():
    return all(await 2 for _ in [])


async def wait_any():
    return any(await 2 for _ in [])


async def wait_tuple():
    return tuple(await 2 for _ in [])


for function in (wait_all, wait_any, wait_tuple):
    try:
        function().send(None)
    except TypeError as error:
        print(error)


def annotated(x, y):
    a: x
    b: [x for x in y]
    c: (lambda: y)
    return x


print(annotated.__code__.co_cellvars, annotated.__code__.co_varnames)
