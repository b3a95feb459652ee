# When the tuple behind a `*` is the `args` of an exception itself.
a=([],)
class E(Exception):
    def __init__(self,*a): super().__init__(*a); self.own=a
class N(Exception):
    def __new__(c,*a):
        x=super().__new__(c,*a); x.own=a; return x
    def __init__(s,*a): pass
class E2(Exception):
    def __init__(self,*a): Exception.__init__(self,*a); self.own=a
y=E(1,[]); print(y.args is y.own)
n=N(1,[]); print(n.args is n.own)
y=E2(1,[]); print(y.args is y.own)
class E3(Exception): pass
print(E3(*a).args is a)
print(E3.__new__(E3,*a).args is a, Exception.__new__(Exception,*a).args is a)
e=Exception(); e.__init__(*a); print(e.args is a)
e=E3(); e.__init__(*a); print(e.args is a)
e=E3(); Exception.__init__(e,*a); print(e.args is a)
e=E3(); BaseException.__init__(e,*a,*()); print(e.args is a)
for c in (ValueError,KeyError,OSError,StopIteration,SystemExit,ImportError,AttributeError,NameError,UnicodeError,SyntaxError,BaseExceptionGroup,KeyboardInterrupt,GeneratorExit):
    if c is BaseExceptionGroup:
        g=('x',[ValueError()]); print(c.__name__, c(*g).args is g); continue
    x=c(*a); r=[x.args is a]
    x=c(); 
    x.__init__(*a); r.append(x.args is a)
    x=c.__new__(c,*a); r.append(x.args is a)
    try:
        class S(c):
            def __init__(s,*a): super().__init__(*a); s.own=a
        r.append(S(*a).args is S(*a).own); x=S(*a); r.append(x.args is x.own); r.append(x.args is a)
        class S(c): pass
        r.append(S(*a).args is a)
    except Exception as e: r.append(e)
    print(c.__name__, r)
class M(type):
    def __call__(c,*a): x=super().__call__(*a); return x, a
class E(Exception,metaclass=M): pass
x,t=E(1,[]); print(x.args is t)
b=(1,2)
x=Exception(*b,**{}); print(x.args is b)
from functools import partial
p=partial(Exception,1,[]); print(p().args is p.args, p().args is p.args)
l=[[],2]; print(Exception(*l).args)
import gc
def f(*a): return Exception(*a), a
x,t=f(1,[]); print(x.args is t)
def f(*a): return super(E3,E3()).__init__(*a)
def g(*a): e=E3(); e.__init__(*a); return e.args is a
print(g(1,[]))
def g(*a): e=E3(); i=e.__init__; i(*a); return e.args is a
print(g(1,[]))
def g(*a): return BaseException.__new__(BaseException,*a).args is a, BaseException(*a).args is a, BaseException.__call__ if 0 else 0
print(g(1,[]))
import gc, operator
t = ('x', [])
print(gc.get_referents(operator.itemgetter(*t))[1] is t)
