import functools, gc, operator
gc.disable()
def s(x): print([type(o).__name__ if type(o) is not tuple else o for o in gc.get_referents(x)])
a=[]
s(operator.methodcaller('m')); s(operator.methodcaller('m',a)); s(operator.methodcaller('m',k=a)); s(operator.methodcaller('m',a,k=a)); s(operator.methodcaller('m',*range(9)));s(operator.methodcaller('m',*range(9),k=1))
m=operator.methodcaller('append',1); m([]); s(m)
s(operator.attrgetter('a')); s(operator.attrgetter('a','b.c')); s(operator.attrgetter('b.c'))
def f(): pass
def b(): pass
functools.wraps(f)(b); print([type(x).__name__ for x in gc.get_referents(b)])
b.__annotate__=None; print([type(x).__name__ for x in gc.get_referents(b)])
b.__annotations__={}; print([type(x).__name__ for x in gc.get_referents(b)])
b.__annotations__={'a':1}; print([type(x).__name__ for x in gc.get_referents(b)])
b.__annotations__=None; print([type(x).__name__ for x in gc.get_referents(b)], b.__annotations__)
def b(x:int): pass
print([type(x).__name__ for x in gc.get_referents(b)]); b.__annotations__; print([type(x).__name__ for x in gc.get_referents(b)])
b.__annotate__=lambda f: {}; print([type(x).__name__ for x in gc.get_referents(b)]); b.__annotate__=None;print([type(x).__name__ for x in gc.get_referents(b)], b.__annotations__); b.__annotations__={}; print([type(x).__name__ for x in gc.get_referents(b)])
