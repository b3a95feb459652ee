# Modes of files; the generator of random numbers, number by number.
import _stat
def show(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


show(lambda:_stat.S_ISDIR(-1), lambda:_stat.S_ISDIR(1<<40), lambda:_stat.S_ISDIR(1<<80), lambda:_stat.S_ISDIR('a'), lambda:_stat.S_ISDIR(1.5), lambda:_stat.filemode(0o7777|0o100000),lambda:_stat.filemode(0o7000), lambda:_stat.S_ISDOOR('a'), lambda:_stat.S_IMODE(0o177777), lambda: _stat.S_ISREG(0o100644))
print([(k,v) for k,v in vars(_stat).items() if isinstance(v,int)])
import _random,sys,gc
R=_random.Random
r=R(42)
show(lambda:[r.random() for _ in range(3)], lambda:r.getrandbits(0), lambda:r.getrandbits(1), lambda:r.getrandbits(32), lambda:r.getrandbits(33), lambda:r.getrandbits(100), lambda:r.getrandbits(-1), lambda:r.getrandbits('a'), lambda:r.getrandbits(1<<80), lambda:len(r.getstate()), lambda:r.getstate()[-1], lambda:hash(r.getstate()), lambda:r.seed(-5), lambda:r.random(), lambda:r.seed(5), lambda:r.random(), lambda:r.seed(1<<100), lambda:r.random(), lambda:r.seed('abc'), lambda:r.seed(1.5),lambda:r.seed([]), lambda:r.seed(1,2), lambda:R(1,2), lambda:R(a=1), lambda:R([]), lambda:r.setstate(1), lambda:r.setstate(()), lambda:r.setstate((1,)*625), lambda:r.random(), lambda:r.setstate((1,)*624+(700,)), lambda:r.setstate((-1,)*625), lambda:r.setstate(('a',)*625), lambda:r.setstate((1<<40,)*625), lambda:R(0).random(), lambda:R(True).random(), lambda:r.getrandbits(1.5))
print(gc.is_tracked(r), gc.get_referents(r), sys.getsizeof(r))
class S(R): pass
show(lambda:S(5).random(), lambda:S(5,x=1), lambda:R(x=1))
