# Every function of cmath at ordinary numbers, infinities, NaNs and signed zeros.
import cmath, itertools, random, math
inf=float('inf'); nan=float('nan')
vals=[-inf,-2.3,-0.0,0.0,1.0,709.5,inf,nan]
one=['acos','acosh','asin','asinh','atan','atanh','cos','cosh','exp','log','log10','sin','sinh','sqrt','tan','tanh','polar','isfinite','isinf','isnan']
def rounded(r):
    if isinstance(r, complex): return complex(rounded(r.real), rounded(r.imag))
    if isinstance(r, tuple): return tuple(map(rounded, r))
    return float('%.12g' % r) if isinstance(r, float) else r
def t(f,*a):
    try: return repr(rounded(getattr(cmath,f)(*a)))
    except Exception as e: return type(e).__name__+': '+str(e)
random.seed(3)
zs=[complex(x,y) for x in vals for y in vals]+[complex(random.uniform(-3,3),random.uniform(-3,3)) for i in range(8)]+[complex(random.uniform(-1,1)*10**random.randint(-30,30),random.uniform(-1,1)*10**random.randint(-30,30)) for i in range(8)]
for f in one:
    for z in zs: print(f, z, t(f, z))
for a in vals:
    for b in vals: print('rect',a,b,t('rect',a,b))
for a in (2, 1, 0, 3j, True, 10**400, 'x', None, 1.5):
    print(a, t('sqrt',a), t('log',a,2), t('log',2,a), t('rect',a,1), t('isclose',a,1))
class C:
    def __complex__(s): return 3+4j
class D(complex):
    def __complex__(s): return 9j
class I:
    def __index__(s): return 4
class B:
    def __complex__(s): return 1
for c in (C(),D(1),I(),B()): print(t('sqrt',c), t('polar',c))
print(t('isclose',1,1,),cmath.isclose(1+1j,1+1.1j,rel_tol=.1), cmath.isclose(inf,inf), cmath.isclose(inf,1), t('isclose',1))
for n in 'e pi tau inf nan infj nanj'.split(): print(n, getattr(cmath,n))
