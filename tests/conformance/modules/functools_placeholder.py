# functools.Placeholder in partial and partialmethod.
import functools, copy, gc
gc.disable()
from functools import partial, Placeholder as _, partialmethod
def P(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__,e)
def f(*a,**k): return a,k
print(_, repr(_), type(_), type(_)() is _, _.__reduce__(), bool(_), type(_).__mro__, type(_).__module__, type(_).__name__)
P(lambda: type(_)(1)); P(lambda: type(_)(a=1)); P(lambda: type('X',(type(_),),{})); P(lambda: copy.copy(_) is _); P(lambda: copy.deepcopy(_) is _); P(lambda: hash(_)==hash(_)); P(lambda: setattr(_,'a',1))
p=partial(f,_,1); P(lambda: p(5)); P(lambda: p()); P(lambda: p(5,6,k=1)); P(lambda: p.args); P(lambda: repr(p)[:18])
P(lambda: partial(f,1,_)); P(lambda: partial(f,_)); P(lambda: partial(f,a=_)); P(lambda: partial(f,1,a=_))
q=partial(f,_,1,_,2); P(lambda: q(8,9)); P(lambda: q(8)); P(lambda: q(8,9,10))
r=partial(q,7); P(lambda: r.args); P(lambda: r(9)); P(lambda: r()); 
r=partial(q,_,7); P(lambda: r.args); P(lambda: r(9)); P(lambda: r.func is f)
r=partial(q,1,2,3); P(lambda: r.args); r=partial(q,1,2,_,3); P(lambda: r.args); P(lambda: r(5)); P(lambda: partial(q,1,2,_)); P(lambda: partial(q,_)); P(lambda: partial(q,_,_)); P(lambda: partial(q,_,5).args)
r=partial(q); P(lambda: r.args); P(lambda: r(1,2))
r=partial(q,z=1); P(lambda: r(1,2)); P(lambda: p(_)); P(lambda: p(5,a=_))
s=partial(f); P(lambda: s.__setstate__((f,(_,1),{},None))); P(lambda: s(3)); P(lambda: s.__setstate__((f,(1,_),{},None))); P(lambda: s.__reduce__()[2][1])
class A:
    m=partialmethod(f,_,2); n=partialmethod(f,1,k=2); o=partialmethod(partialmethod(f,_,2),7)
a=A(); P(lambda: [type(x).__name__ for x in a.m(9)[0]]); P(lambda: a.m(9)[0][1:]); P(lambda: a.m()); P(lambda: a.n(3)[0][1:]); P(lambda: a.o(4)[0][1:]); P(lambda: repr(A.__dict__['m'])[-17:]); P(lambda: vars(A.__dict__['m']).keys()); P(lambda: vars(A.__dict__['n']))
P(lambda: partialmethod()); P(lambda: partialmethod(5)); P(lambda: partialmethod(f,_)); P(lambda: partialmethod(f,a=_)); P(lambda: partialmethod(f,1,_)); P(lambda: A.__dict__['o'].args); P(lambda: A.__dict__['o'].func is f)
P(lambda: partialmethod(partial(f,_,1),2).args); P(lambda: partialmethod(partial(f,3,x=1),2,y=2).args); P(lambda: partialmethod(partial(f,3,x=1),2,y=2).keywords)
x=partialmethod(f,1); P(lambda: [type(y).__name__ for y in gc.get_referents(x)]); x=partialmethod(f,_,1); P(lambda: [type(y).__name__ for y in gc.get_referents(x)])
P(lambda: [type(y).__name__ for y in gc.get_referents(p)])
class Sub(partial): pass
P(lambda: Sub(f,_,1)(2)); P(lambda: partial(Sub(f,_,1),5).args); y=Sub(f,_,1); y.a=1; P(lambda: partial(y,5).args)
P(lambda: 'Placeholder' in functools.__all__)
