# Generators used against themselves.
def g():
    try:
        yield 1
        it.close()
    except BaseException as e:
        print(type(e).__name__, e)
        yield 2


it = g()
next(it)
print(next(it))
it.close()


def sends():
    try:
        it2.send(None)
    except ValueError as e:
        print(e)
    yield


it2 = sends()
next(it2)


def throws():
    try:
        it3.throw(KeyError)
    except ValueError as e:
        print(e)
    yield


it3 = throws()
next(it3)


def chain():
    yield from it4


it4 = chain()
try:
    next(it4)
except ValueError as e:
    print(e)


def dies():
    global it5
    it5 = None
    yield "value of a dropped generator"


it5 = dies()
print(next(it5))


def own_frame():
    f = it6.gi_frame
    try:
        f.clear()
    except RuntimeError as e:
        print(e)
    yield f


it6 = own_frame()
f = next(it6)
try:
    f.clear()
except RuntimeError as e:
    print(e)
print(list(it6), f.f_locals)
it7 = (x for x in [1, 2, 3])
for x in it7:
    it7.close()
    print("closed inside", x)
deep = None
for _ in range(20_000):
    deep = (lambda d: (yield from d))(deep)
del deep
print("deep generators freed")
def many():
    while True:
        yield
gens = [many() for _ in range(10_000)]
for x in gens:
    next(x)
del gens, x
print("many generators freed")
