# `b += b` asks for more room while its own buffer is in use.
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def iadd(b, other):
    b += other
    return b
def make(x=b'abc'): return bytearray(x)
def same(f):
    b = make()
    show(lambda: (f(b), b))
same(lambda b: iadd(b, b))
same(lambda b: iadd(b, memoryview(b)))
same(lambda b: iadd(b, memoryview(b)[:0]))
same(lambda b: b.extend(b))
same(lambda b: b.extend(memoryview(b)))
same(lambda b: b.__setitem__(slice(1, 2), b))
same(lambda b: b.__setitem__(slice(0, 0), memoryview(b)))
same(lambda b: b + b)
same(lambda b: b.join([b, b]))
same(lambda b: b.replace(b, b))
same(lambda b: b.__iadd__(b))
same(lambda b: b.__imul__(2))
b = make(b'')
show(lambda: iadd(b, b))
class B(bytearray): pass
b = B(b'xy')
show(lambda: iadd(b, b))
