# What a dying container, frame or generator still refers to while the code of its first dead item runs.
import sys, gc
gc.disable()
class A:
    def __init__(s,n): s.n=n
    def __del__(s):
        print('del',s.n, [(k,sys.getrefcount(o)) for k,o in s.__dict__.items() if isinstance(o,A)])
def three():
    a=A('a'); b=A('b'); c=A('c')
    a.x=b; a.y=c
    return a,b
def fr(p,q): t.clear()
print('frame ba'); a,b=three(); t=[b,a]; del a,b; fr(*t)
print('frame ab'); a,b=three(); t=[a,b]; del a,b; fr(*t)
def loc():
    a,b=three()
print('locals'); loc()
def loc():
    b,a=three()[::-1]
print('locals 2'); loc()
def loc():
    z=1
    a,b=three()
    (lambda: 1)()
    raise ValueError
print('raise')
try: loc()
except ValueError: print('caught')
def gen(p,q): yield
a,b=three(); t=gen(b,a); del a,b; print('gen'); next(t); t.close()
a,b=three(); t=gen(b,a); del a,b; print('gen'); next(t); del t
a,b=three(); t=gen(b,a); del a,b; print('gen'); t.close()
a,b=three(); t=gen(b,a); del a,b; print('gen'); next(t); next(t,None)
def many(p,q,*r,**k): t.clear()
a,b=three(); t=[b,a]; del a,b; print('star'); many(*t,*t)
a,b=three(); t=[a,b]; del a,b; print('star'); many(*t,*t)
print('temp list'); [three()[0], 1][1]
print('call args'); print(*[type(x).__name__ for x in three()])
print('fn args'); (lambda p,q: None)(*three())
print('swap'); a,b=three(); a,b=b,a; a=b=None
print('list del slice'); a,b=three(); l=[a,b,1]; del a,b; del l[0:2]
print('list del slice'); a,b=three(); l=[b,a,1]; del a,b; del l[0:2]
print('list del step'); a,b=three(); l=[a,0,b,1]; del a,b; del l[::2]
print('list del step'); a,b=three(); l=[b,0,a,1]; del a,b; del l[::2]
print('list imul'); a,b=three(); l=[a,b]; del a,b; l*=0
print('list init'); a,b=three(); l=[b,a]; del a,b; l.__init__()
print('dict upd'); a,b=three(); l={1:a,2:b}; del a,b; l.update({1:1,2:2})
print('dict init');a,b=three(); l={1:a,2:b}; del a,b; l.__ior__({1:1,2:2})
class P: pass
print('inst dict'); a,b=three(); o=P(); o.p=a; o.q=b; del a,b; o.__dict__={}
print('cyc');a,b=three(); l=[a,b]; l.append(l); del a,b; del l; print(gc.collect())
print('cyc');a,b=three(); l={1:a,2:b}; l[3]=l; del a,b; del l; print(gc.collect())
print('cyc');a,b=three(); l=P(); l.a=a; l.b=b; l.l=l; del a,b; del l; print(gc.collect())
print('setattr del'); a,b=three(); l=P(); l.z=[a,b]; del a,b; l.z=None
print('exc'); 
def e(a,b): 
    t.clear(); raise KeyError
a,b=three(); t=[b,a]; del a,b
try: e(*t)
except KeyError as x: print('in')
print('slot'); 
class S: __slots__='p','q'
a,b=three(); s=S(); s.p=a; s.q=b; del a,b; s=None
print('set.clear'); a,b=three(); s={a}; s2=[b]; s.add(tuple([s2])) if 0 else 0; del a,b; s.clear(); s2.clear()
print('deque maxlen'); 
from collections import deque
a,b=three(); d=deque([a,b],2); del a,b; d.extend([1,2])
a,b=three(); d=deque([a,b],2); del a,b; d.__init__([1])
a,b=three(); d=deque([a,b],2); del a,b; d*=0
a,b=three(); d=deque([a,b],2); del a,b; del d[0]; d=None
print('ds'); a,b=three(); l=[a,b]; del a,b; l[:]=[1]
print('sort'); a,b=three(); l=[a,b]; del a,b
l=None
print('tuple'); a,b=three(); l=(a,b); del a,b; l=None
print('zip'); a,b=three(); l=zip([a],[b]); del a,b; l=None
print('chain'); import itertools
a,b=three(); l=itertools.chain([a],[b]); del a,b; l=None
a,b=three(); l=itertools.product([a],[b]); del a,b; l=None
print('f(**)'); a,b=three(); d=dict(p=a,q=b); del a,b
def kw(**k): d.clear(); 
kw(**d)
def kw(**k): d.clear(); return k.clear()
a,b=three(); d=dict(p=a,q=b); del a,b
kw(**d)
print('module'); import types
m=types.ModuleType('m'); m.a,m.b=three(); m=None
print('class'); 
K=type('K',(),dict(zip('ab',three()))); K=None; gc.collect()
print('end')
