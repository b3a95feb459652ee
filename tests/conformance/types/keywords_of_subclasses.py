# Keywords and too many arguments for built-in classes and classes derived from them: with nothing of their own, with an
# `__init__`, with a `__new__`.
import itertools
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for c in (
    tuple,
    float,
    int,
    str,
    list,
    set,
    frozenset,
    filter,
    reversed,
    itertools.chain,
    itertools.cycle,
    itertools.islice,
    itertools.pairwise,
    itertools.starmap,
    itertools.takewhile,
):
    try: S=type('S',(c,),{})
    except TypeError as e: print(e); continue
    I=type('I',(c,),{'__init__': lambda s,*a,**k: None})
    N=type('N',(c,),{'__new__': lambda s,*a,**k: c.__new__(s)})
    print(c.__name__)
    for k in (c,S,I,N):
        t(lambda: type(k(k=1)).__name__)
        t(lambda: type(k([],k=1)).__name__)
        t(lambda: type(k(1,2,3,4,5,6,7)).__name__)
        t(lambda: k.__init__(c.__new__(k), k=1))
