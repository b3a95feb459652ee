# In which order the operands of an operation die.
log=[]
class A:
    def __init__(s,n): s.n=n
    def __del__(s): log.append(s.n)
    def __lt__(s,o): return True
    def __eq__(s,o): return True
    def __hash__(s): return 1
    def __add__(s,o): return 1
    __iadd__=__sub__=__and__=__getitem__=__contains__=__matmul__=__add__
    def __setitem__(s,k,v): pass
    def __delitem__(s,k): pass
    def __call__(s,*a): return 1
    def __format__(s,f): return 'x'
    x=1
class F(str):
    def __init__(s,n): pass
    def __del__(s): log.append('F')
def run(name,f):
    log.clear()
    try: f()
    except Exception as e: log.append(type(e).__name__)
    print(name, log)
def stmt(name, src):
    log.clear(); 
    try: exec(src)
    except Exception as e: log.append(type(e).__name__)
    print(name, log)
run('lt', lambda: A('l')<A('r')); run('eq', lambda: A('l')==A('r')); run('in', lambda: A('l') in A('r')); run('not in', lambda: A('l') not in A('r')); run('is', lambda: A('l') is A('r')); run('is not', lambda: A('l') is not A('r'))
run('add', lambda: A('l')+A('r')); run('sub', lambda: A('l')-A('r')); run('mat', lambda: A('l')@A('r')); run('subscr', lambda: A('l')[A('r')]); run('slice', lambda: A('l')[A('r'):A('s')])
run('in list', lambda: A('l') in [A('r')]); run('lt bad', lambda: A('l')>A('r')); run('mul bad', lambda: A('l')*A('r')); run('call', lambda: A('f')(A('a'),A('b')))
stmt('setitem', 'A("c")[A("k")]=A("v")'); stmt('delitem','del A("c")[A("k")]'); stmt('setattr','A("o").y=A("v")'); stmt('setslice','A("c")[A("a"):A("b")]=A("v")'); stmt('if lt','if A("l")<A("r"): pass'); stmt('if in','if A("l") in A("r"): pass'); stmt('while','while A("l")<A("r"): break'); stmt('if is','if A("l") is A("r"): pass')
run('chain', lambda: A('a')<A('b')<A('c')); run('tuple', lambda: (A('a'),A('b'))); run('list', lambda: [A('a'),A('b')]); run('dict', lambda: {A('a'):A('b')}); run('set', lambda: {A('a'),A('b')})
run('fmt', lambda: f"{A('a')}{A('b')}"); run('print', lambda: str.__add__('a', A('b'))); run('kw', lambda: dict(a=A('x'),b=A('y')))
def g():
    x=A('x'); y=A('y')
    return x<y
run('locals', g)
stmt('unpack','a,b=(A("a"),A("b"))\ndel a,b'); stmt('unpack bad','a,b=[A("a"),A("b"),A("c")]')
run('getattr', lambda: A('o').x); run('getattr bad', lambda: A('o').zz); run('slice obj', lambda: slice(A('a'),A('b')))
run('aug', lambda: exec('a=A("l"); a+=A("r")'))
