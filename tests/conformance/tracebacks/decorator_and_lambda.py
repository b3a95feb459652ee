def deco(f):
    return lambda *a: f(*a)


@deco
@deco
def target(v):
    return v.missing


(lambda v: target(v))(5)
