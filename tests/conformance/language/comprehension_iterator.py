# A comprehension and a generator expression ask for the iterator of their first source once, and never again.
class B:
    n = 0
    def __next__(self): raise StopIteration
    def __iter__(self): B.n += 1; return self
class A:
    def __iter__(self): return B()
def f(v):
    B.n = 0; [c for c in v]; print(B.n)
    B.n = 0; [lambda: c for c in v]; print(B.n)
    B.n = 0; {c: 1 for c in v}; print(B.n)
    B.n = 0; {c for c in v}; print(B.n)
    B.n = 0; list(c for c in v); print(B.n)
    B.n = 0; [c for _ in [1] for c in v]; print(B.n)
    B.n = 0; [c for _ in [1,2] for c in v]; print(B.n)
f(A())
B.n = 0; [c for c in A()]; print(B.n)
class C:
    B.n = 0; [c for c in A()]; print(B.n)
g=(c for c in [1]); f=type(lambda:0)(g.gi_code, {})
try: print(list(f([1,2])))
except BaseException as e: print(type(e), e)
try: print(list(f(iter([1,2]))))
except BaseException as e: print(type(e), e)
try: print(list(f(5)))
except BaseException as e: print(type(e), e)
g=(c for c in [1])
try:
    g.gi_frame.f_locals['.0'] = 5
    print(list(g))
except BaseException as e: print(type(e), e)
g=(c for c in [1])
try:
    g.gi_frame.f_locals['.0'] = [1, 2]
    print(list(g))
except BaseException as e: print(type(e), e)


# The variables that functions in it share have their cells wherever an exception comes from.
def shared(v):
    results = []
    for i in 1, 2:
        try:
            c = 5
            while not results and i:
                i = 0
                v = {1: 2, **{b"abc": (lambda x: c) for c in v}}
        except TypeError as error:
            results.append((str(error), c))
    return results, (lambda: c)()


print(shared([1, 2]), shared(5))
