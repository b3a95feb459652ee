# What a union is joined with need not be a type: the module typing is asked.
import sys, types
class M: 
    @staticmethod
    def _type_check(arg, msg):
        print('check', arg, msg)
        return 'checked'
sys.modules['typing'] = M
U = list | None
print(U | True)
print(True | U)
print(U | U, U | int, U | list[int])
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
type A = int
def f[T](): return T
T = f()
for k in ['list[int]', 'A', 'T', 'int', 'None', 'f.__type_params__[0]']:
    for o in ['True', '"x"', '5', '(1, 2)', 'None', 'list']:
        show(lambda: (k, o, eval(f'{k} | {o}')))
        show(lambda: (o, k, eval(f'{o} | {k}')))
