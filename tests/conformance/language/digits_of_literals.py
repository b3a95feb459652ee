# The limit of digits of an int literal is the one of `sys.set_int_max_str_digits` when the text is compiled.
import sys
def P(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__,e, getattr(e,'lineno',0), getattr(e,'offset',0), getattr(e,'end_offset',0))
for limit in 640, 5000, 0:
    sys.set_int_max_str_digits(limit)
    for n in 639, 640, 641, 4300, 4301, 5000, 5001, 10000:
        P(lambda: (limit, n, eval('1'*n) % 9))
    P(lambda: eval(b'1'*641) % 9)
    P(lambda: eval('1'*641+'j'))
    P(lambda: eval('0x'+'1'*641) % 9)
    P(lambda: eval('1_'*641+'1') % 9)
    P(lambda: eval('f"{'+'1'*641+'}"')[:1])
    P(lambda: exec('a = 1\nx = '+'1'*641))
    P(lambda: exec('def f(x: '+'1'*641+'): pass\nf.__annotations__'))
    P(lambda: exec('match 1:\n case '+'1'*641+': pass'))
