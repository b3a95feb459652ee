from collections import OrderedDict
import copy, gc, sys, weakref
def P(n, f):
    try: r=f()
    except BaseException as e: r=type(e).__name__+': '+str(e)
    print(n, '->', r)
O=OrderedDict
od=O([('a',1),('b',2),('c',3)])
P('repr',lambda:repr(od)); P('popitem',lambda:(O(od).popitem(),O(od).popitem(last=False))); P('mte',lambda:[(x:=O(od)).move_to_end('a'),list(x),x.move_to_end('c',last=False),list(x)]); P('mte',lambda:od.move_to_end('z'))
P('eq',lambda:(od==O(od),od=={'c':3,'b':2,'a':1},od==O([('c',3),('b',2),('a',1)]),od!=O(od), od==1, od<od))
P('or',lambda:(od|{'z':1},{'z':1}|od, type({'z':1}|od).__name__, od|[1] )); P('ior',lambda:O(od).__ior__([('q',1)]));P('or',lambda:od|[('q',1)]); P('ror', lambda: od.__ror__({'z':1}))
P('rev',lambda:(list(reversed(od)),list(reversed(od.items())),list(reversed(od.values())),list(reversed(od.keys()))))
P('red',lambda:od.__reduce__()); P('red2', lambda: [*od.__reduce__()[4]])
class S(O):
    def __init__(s,*a,**k): super().__init__(*a,**k); s.x=1
    def __setitem__(s,k,v): print('set',k); super().__setitem__(k,v)
    def __delitem__(s,k): print('del',k); super().__delitem__(k)
    def __missing__(s,k): return 'miss'
s=S(od); P('S',lambda:(s,s.__reduce__()[:3],s.copy(),copy.copy(s).x,copy.deepcopy(s), s['nope'], s.pop('nope') if 0 else 1)); P('pop',lambda:s.pop('a')); P('pop',lambda:s.pop('zz')); P('pop',lambda:s.pop('zz',5)); P('popitem',lambda:s.popitem()); P('setdef',lambda:(s.setdefault('k',9),s.setdefault('k',8),s)); P('upd',lambda:s.update({'m':1},n=2)); P('clear',lambda:s.clear()); P('len',lambda:len(s)); P('fk',lambda:S.fromkeys('ab',1)); P('fk', lambda: O.fromkeys('ab'))
def it(f):
    x=O(od)
    for k in x: f(x)
for f in (lambda x:x.update(z=1),lambda x:x.pop('a',0),lambda x:x.move_to_end('a'),lambda x:x.__setitem__('a',5),lambda x:x.clear(), lambda x: x.__setitem__('q',1)): P('iter',lambda:it(f))
def it2(f):
    x=O(od); i=iter(x); next(i); x['new']=1
    try: next(i)
    except RuntimeError as e: print(e)
    return list(i)
P('it2',lambda:it2(0))
i=iter(od); P('it',lambda:(type(i).__name__,next(i),i.__reduce__(),next(i),list(i),list(i))); P('hint',lambda:iter(od).__length_hint__()); P('views',lambda:(od.keys(),od.values(),od.items())); P('d',lambda:od.__dict__); od.attr=5; P('d',lambda:(od.__dict__,od.__reduce__()[2], copy.copy(od).attr, od.copy().__dict__)); P('vars', lambda: vars(od))
P('ctor',lambda:O(1)); P('ctor',lambda:O([1])); P('ctor',lambda:O([],[])); P('ctor',lambda:O([('a',1)],b=2)); P('hash',lambda:hash(od)); P('w',lambda:weakref.ref(od)()is od); P('pi',lambda:O().popitem()); P('pi',lambda:O().popitem(last=False)); P('pi', lambda: O().popitem(1,2)); P('sd',lambda:O().setdefault('a')); P('pop',lambda:O().pop('a')); P('pop',lambda:O().pop()); P('mte',lambda:O(a=1).move_to_end()); P('mte',lambda:O(a=1).move_to_end(key='a',last=False)); P('rec',lambda:(x:=O(),x.__setitem__('a',x),repr(x))[2])
P('items',lambda:(od.items()=={('a',1),('b',2),('c',3)}, od.keys()&{'a'}, od.keys()=={'a','b','c'}, ('a',1) in od.items()))
P('dict(od)', lambda: (dict(od), {**od}, [*od], set(od), list(od.items())))
P('get', lambda: (od.get('a'), od.get('z',1), 'a' in od, od['a'])); P('del', lambda: od.__delitem__('zz')); P('subclass', lambda: issubclass(O, dict)); P('cls', lambda: O[int,str]); P('mod', lambda: (O.__module__, O.__name__, O.__qualname__))
a=O(a=1); b=O(a); a.move_to_end('a'); print(a==b, type(a.__iter__()).__name__)
class K:
    def keys(s): return ['a']
    def __getitem__(s,k): return 1
for f in (lambda:O().update(1,2),lambda:O().update(5),lambda:O(1),lambda:O(1,2), lambda:O(K()), lambda:O().update(K()), lambda: O(None)): P('update', f)
for s in ([1],[(1,)],[(1,2,3)],[()],['ab'],5): P('pairs', lambda: O(s))
class I:
    def items(s): return [(1,2)]
    def __iter__(s): return iter([(3,4)])
print(O(I()))
