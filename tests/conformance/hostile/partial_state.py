import functools


class D(dict):
    pass


p = functools.partial(print)
for state in [
    (print, (), {}, 1),
    (print, (), {}, D(a=1)),
    (print, (), None, None),
    (print, (), {}, ()),
    (1, (), {}, {}),
    (print, [], {}, {}),
    (print, (), [], {}),
    [],
    (print, ()),
]:
    try:
        p.__setstate__(state)
        print(p.__dict__, type(p.__dict__))
    except TypeError as error:
        print(error)
print(p)
