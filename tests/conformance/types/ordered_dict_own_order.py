# An OrderedDict has a list of its keys beside the dict; what goes past it makes the two disagree.
from collections import OrderedDict as O
class S(O):
    def __contains__(s,k): print(' contains',k); return super().__contains__(k)
    def __getitem__(s,k): print(' getitem',k); return super().__getitem__(k)
    def __setitem__(s,k,v): print(' setitem',k); return super().__setitem__(k,v)
    def __delitem__(s,k): print(' delitem',k); return super().__delitem__(k)
    def __missing__(s,k): print(' missing',k); return 'M'
    def __iter__(s): print(' iter'); return super().__iter__()
    def keys(s): print(' keys'); return super().keys()
    def items(s): print(' items'); return super().items()
    def __len__(s): print(' len'); return super().__len__()
    def __eq__(s,o): print(' eq'); return super().__eq__(o)
def P(n,f):
    print(n)
    try: print(' ->',f())
    except BaseException as e: print(' !',type(e).__name__,e)
s=S(a=1,b=2,c=3)
P('pop',lambda:s.pop('a')); P('pop z',lambda:s.pop('z')); P('pop zd',lambda:s.pop('z',1))
P('popitem',lambda:s.popitem())
s['x']=1
P('repr',lambda:repr(s))
P('copy',lambda:len(s.copy()))
P('sd',lambda:s.setdefault('q'))
P('sd',lambda:s.setdefault('q'))
P('eq',lambda:O.__eq__(s,O(s)))
P('eq',lambda:s==dict(s))
P('mte',lambda:s.move_to_end('b'))
P('or',lambda:type(s|{'a':1}))
P('fk',lambda:len(S.fromkeys('ab')))
P('reduce',lambda:s.__reduce__())
P('clear',lambda:s.clear())
# bypass
od=O(a=1,b=2,c=3); dict.__delitem__(od,'a')
P('list',lambda:list(od)); P('len',lambda:len(od)); P('repr',lambda:repr(od)); P('items',lambda:list(od.items()));P('vals',lambda:list(od.values()))
P('popitem f',lambda:od.popitem(last=False)); P('pop', lambda:od.pop('a',9)); P('copy',lambda:od.copy()); P('eq',lambda:od==O(b=2,c=3)); P('rev',lambda:list(reversed(od)))
P('mte',lambda:od.move_to_end('a')); P('red', lambda: od.__reduce__())
od=O(a=1); dict.__setitem__(od,'z',5)
P('list',lambda:list(od)); P('len',lambda:len(od)); P('repr',lambda:repr(od)); P('pop',lambda:od.pop('z')); P('mte',lambda:od.move_to_end('z')); P('set',lambda:od.__setitem__('z',2)); P('list',lambda:list(od));P('del',lambda:od.__delitem__('z')); P('list',lambda:list(od))
od=O(a=1,b=2); dict.popitem(od); P('set',lambda:od.__setitem__('q',2)); P('list',lambda:list(od)); P('dictlist',lambda:list(dict.__iter__(od)))
od=O(a=1,b=2); dict.update(od,c=3); P('list',lambda:list(od)); P('i',lambda:od.items()); P('eq',lambda:od==O(a=1,b=2,c=3)); P('eq2',lambda:od=={'a':1,'b':2,'c':3})
od=O(); dict.update(od,{'c':3}); P('list',lambda:list(od)); P('repr',lambda:repr(od)); od['c']=4; P('list',lambda:list(od)); P('bool',lambda:bool(od))
# iterators
od=O(a=1,b=2,c=3); it=iter(od); next(it); dict.__delitem__(od,'c'); P('next',lambda:next(it)); P('next',lambda:next(it)); P('red',lambda:it.__reduce__())
od=O(a=1,b=2,c=3); it=iter(od); next(it); del od['c']; P('next',lambda:next(it)); P('next',lambda:next(it)); P('red',lambda:it.__reduce__())
od=O(a=1,b=2,c=3); it=iter(od); next(it); dict.__delitem__(od,'b');dict.__setitem__(od,'q',1); P('next',lambda:next(it)); P('next',lambda:next(it)); P('red',lambda:it.__reduce__())
od=O(a=1,b=2,c=3); it=iter(od.values()); next(it); od.move_to_end('c'); P('next',lambda:next(it)); od.move_to_end('a'); P('next',lambda:next(it));P('next',lambda:next(it))
od=O(a=1,b=2,c=3); it=iter(od); od['a']=9; P('l',lambda:list(it)); 
od=O(a=1,b=2,c=3); it=iter(od); od['z']=9; P('l',lambda:list(it)); 
class Bad(O):
    def __getitem__(s,k):
        O.__delitem__(s,'b') if 'b' in s else 0
        return 5
P('copy',lambda:Bad(a=1,b=2,c=3).copy())
class K:
    def __init__(s,n): s.n=n
    def __hash__(s): return 1
    def __eq__(s,o):
        if K.m: K.m()
        return s.n==o.n
    def __repr__(s): return 'K%d'%s.n
    m=None
x=O({K(1):1,K(2):2}); y=O({K(1):1,K(2):2})
def mut():
    K.m=None; x[5]=1
K.m=mut; P('eqm',lambda:x==y)

import gc, sys
gc.disable()
def P(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__,e)
from collections import defaultdict
P(lambda: type('X',(O,defaultdict),{}))
P(lambda: type('X',(defaultdict,O),{}))
class D(dict): pass
class E(O): pass
def assign():
    d=D(); d.__class__=E
P(assign)
P(lambda: O.fromkeys(b='a'))
P(lambda: O.fromkeys(iterable='a',value=3))
P(lambda: O().__setitem__([],1))
P(lambda: O().pop([]))
P(lambda: O().setdefault([]))
k=object(); od=O(); od[k]=[]; print(sys.getrefcount(k)); print([type(x).__name__ for x in gc.get_referents(od)])
od.attr=1; od['s']=2; print([type(x).__name__ for x in gc.get_referents(od)])
od.move_to_end(k); print([type(x).__name__ for x in gc.get_referents(od)]); od.clear(); print(sys.getrefcount(k), gc.get_referents(od))
class T:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n)
od=O([(T('k1'),T('v1')),(T('k2'),T('v2'))]); od.d=T('attr'); od.move_to_end(next(iter(od))); del od
od=O([(T('k1'),T('v1')),(T('k2'),T('v2'))]); od.d=T('attr'); od.me=od; del od; gc.collect()
od=O([(T('k1'),T('v1')),(T('k2'),T('v2'))]); od.popitem(last=False); print('popped'); od.clear(); print('cleared')

class S(O): __slots__=('x','y')
s=S(a=1); s.x=[1]; s.z=[2]; print(s.__reduce__()[2])
import copy
c=copy.copy(s); print(c.x is s.x, c.z is s.z, hasattr(c,'y'))
o=O(a=1); o.__dict__; print(o.__reduce__()[2]); o.x=1; print(o.__reduce__()[2])
