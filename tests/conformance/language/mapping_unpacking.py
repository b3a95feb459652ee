# What `**mapping`, `{**mapping}` and dict() ask of a mapping, in what order, and what they say when it fails.
class M:
    def __init__(s, k): s.k=k
    def keys(s): return s.k
    def __getitem__(s, key): print('get', key); return key*2
for k in (3, 'ab', iter('ab'), None):
    for f in (dict, lambda m: {**m}, lambda m: {}.update(m), lambda m: {} | {1: 2} | m if 0 else (lambda **k: k)(**m), lambda m: {}.__ior__(m)):
        try: print(f(M(k)))
        except Exception as e: print(type(e).__name__, e)
def g():
    print('a'); yield 'a'; print('b'); yield 'b'
for f in (dict, lambda m: {**m}, lambda m: {}.update(m), lambda m: (lambda **k: k)(**m)):
    print(f(M(g())))
import types, collections
print(types.MappingProxyType({1:2})|{3:4})
o=collections.OrderedDict(); 
try: o.update(M(g()))
except Exception as e: print(e)
print(o)
class F:
    def __init__(s, e): s.e=e
    def keys(s): return ['a','b']
    def __getitem__(s,k): raise s.e
class N: 
    @property
    def keys(s): raise AttributeError('inner')
def f(**k): return k
for m in (F(KeyError('a')), F(KeyError(3)), F(KeyError()), F(KeyError('a','b')), F(AttributeError('x')), F(ValueError('v')), N(), 3, {3:4}):
    for g in (lambda m: f(**m), lambda m: f(a=1, **m), lambda m: {**m}, lambda m: dict(m), lambda m: dict(x=1, **m)):
        try: print(g(m))
        except Exception as e: print(type(e).__name__, e, repr(e.__context__))

try: f(**{3: 4}, **{3: 5})
except TypeError as e: print(e)
try: f(**{3: 4})
except TypeError as e: print(e)
