# types.CodeType: a code object of the parts of another one, and what is refused.
import copy
import types

def f(a, /, b, *, c=1):
    x = a + b + c
    def g(): return x
    return g

c = f.__code__
C = types.CodeType
A = [c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_stacksize, c.co_flags, c.co_code,
     c.co_consts, c.co_names, c.co_varnames, c.co_filename, c.co_name, c.co_qualname, c.co_firstlineno, c.co_linetable,
     c.co_exceptiontable, c.co_freevars, c.co_cellvars]
def P(n, fn):
    try: print(n, fn())
    except (TypeError, ValueError, OverflowError, SystemError) as e: print(n, type(e).__name__, e)
P('same', lambda: C(*A) == c)
for n in 0, 15, 19: P(n, lambda: C(*(A + [1])[:n]))
P('keyword', lambda: C(*A[:16], freevars=()))
bad = [('x', -1), ('x', -1), ('x', -1), ('x', -1), ('x', 10**20), ('x',), ('x', None), (1, []), (1, (1,)), (1, ('a', 1), ()),
       (1, b''), (1,), (1,), ('x',), ('x',), ('x',), (1, (1,)), (1,)]
for i, values in enumerate(bad):
    for value in values:
        B = list(A); B[i] = value
        P((i, value), lambda: C(*B) and 'made')
def changed(**parts):
    B = list(A)
    for name, value in parts.items(): B[int(name[1:])] = value
    return C(*B)
P('argcount', lambda: changed(_0=5))
P('varnames', lambda: changed(_9=('a',)))
P('nlocals', lambda: changed(_3=9))
P('odd', lambda: changed(_6=b'x'))
P('large', lambda: changed(_0=2**31))
n = changed(_11='named', _12='Q.named', _10='elsewhere.py', _13=100)
print(n.co_name, n.co_qualname, n.co_filename, n.co_firstlineno, n == c, n.co_code == c.co_code)
print(types.FunctionType(changed(_9=('p', 'q', 'r', 'g')), globals())(1, q=2, r=3)())
print(types.FunctionType(C(*A), globals())(1, 2, c=3)())
for parts in (dict(co_name=1), dict(co_argcount=-1), dict(co_code=1), dict(foo=1), dict(co_varnames=(1,)), dict(co_firstlineno='x'),
              dict(co_consts=[]), dict(co_nlocals=1), dict(co_filename=b'x'), dict(co_names=('x', 1)), dict(co_linetable='x')):
    P(parts, lambda: c.replace(**parts) and 'made')
P('positional', lambda: c.replace(1))
print(c.replace(co_stacksize=99).co_stacksize, copy.replace(c, co_name='zz').co_name, c.replace(co_cellvars=('other',)).co_cellvars)
def h(): return len([1]), undefined
print(h.__code__.replace(co_names=('max', 'h')).co_names)
h.__code__ = h.__code__.replace(co_names=('max', 'h'))
print(h()[0], h()[1] is h)
print(type(c.co_code), type(c.co_linetable), type(c.co_exceptiontable), c.co_code is c.co_code, f.__code__.co_code != h.__code__.co_code)
