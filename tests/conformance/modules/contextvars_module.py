# Variables, tokens and contexts: what they show, refuse and refer to.
import contextvars, gc, sys, weakref
from contextvars import *
import _contextvars
def show(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


v=ContextVar('v'); d=ContextVar('d', default=[1])
show(lambda:v.get(), lambda:v.get(5), lambda:d.get(), lambda:v, lambda:d, lambda:ContextVar(5), lambda:ContextVar(), lambda:ContextVar('a',1), lambda:ContextVar('a',default=1,x=2), lambda:v.name, lambda:setattr(v,'name',1), lambda:hash(v)==hash(v), lambda:ContextVar[int], lambda:Token[int], lambda:Token(), lambda:type('X',(ContextVar,),{}), lambda:type('X',(Context,),{}), lambda:Context(1), lambda:Context(), lambda:Token.MISSING, lambda:type(Token.MISSING), lambda:type(Token.MISSING)())
t=v.set(1); t2=v.set(2)
show(lambda:t, lambda:t.var is v, lambda:t.old_value, lambda:t2.old_value, lambda:v.reset(t2), lambda:v.get(), lambda:v.reset(t2), lambda:d.reset(t), lambda:v.reset(5), lambda:v.reset(t), lambda:v.get('none'), lambda:t)
c=copy_context()
def f(*a,**k):
    v.set(7); d.set(8); return a,k,v.get()
show(lambda:c.run(f,1,x=2), lambda:v.get('none'), lambda:c[v], lambda:c.get(v), lambda:c.get(5), lambda:c[5], lambda:5 in c, lambda:v in c, lambda:len(c), lambda:sorted(x.name for x in c), lambda:sorted(x.name for x in c.keys()), lambda:sorted(c.values()), lambda:sorted((a.name,b) for a,b in c.items()), lambda:c.copy()==c, lambda:c==1, lambda:c.copy() is c, lambda:hash(c), lambda:c.run(), lambda:c.run(lambda:c.run(f)), lambda:c, lambda:c[ContextVar('q')], lambda:c.get(ContextVar('q')), lambda:c.get(ContextVar('q'),3), lambda: c<c)
t=v.set(3)
show(lambda:c.run(v.reset,t), lambda:v.reset(t))
with v.set(9) as tt: print(v.get(), tt)
show(lambda:v.get('no'))
for o in (v,d,c,t,copy_context(), iter(c), c.keys(), Token.MISSING):
    print(type(o), gc.is_tracked(o), [type(x).__name__ for x in gc.get_referents(o)], sys.getsizeof(o), type(o).__flags__&(1<<9))
    try: weakref.ref(o); print('wr')
    except TypeError as e: print(e)

c2=copy_context(); v.set([1,2]); print(c2.get(v))
