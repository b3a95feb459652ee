# What a suspended generator refers to: no more than it will read again.
import gc
gc.disable()
def show(generator):
    generator = generator if hasattr(generator, 'gi_code') else generator
    print([type(x).__name__ for x in gc.get_referents(generator)])
def f(*a, **k): return a
def caught(x):
    try: raise ValueError(x)
    except (KeyError, ValueError) as e: y = yield x
def in_list(x): z = [x, x == 1, (yield 1)]
def in_call(x): return f(x, not x, a=(yield x))
def delegating(x): yield from (z for z in [1])
def in_loop(x):
    for i in [1, 2]:
        if i == 1 and x:
            yield i
        else:
            yield not i
def in_comparison(x): return 1 < x < (yield 2)
def in_condition(x): return (x is None) + (yield) if not x else (yield x) or x
def in_string(x): return f'{x}{x == 1}{(yield)}'
def in_with(x):
    class C:
        def __enter__(s): return s
        def __exit__(s, *a): return True
    with C() as c:
        y = x and (yield x)
for function in caught, in_list, in_call, delegating, in_loop, in_comparison, in_condition, in_string:
    for x in 0, 1, None:
        try: g = function(x); next(g); show(g)
        except (TypeError, StopIteration) as error: print(type(error).__name__)
