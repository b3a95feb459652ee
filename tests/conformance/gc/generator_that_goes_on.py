# A generator that yields when it is closed keeps its cycle.
import gc, sys
sys.unraisablehook = lambda u: print("unraisable", type(u.exc_value).__name__, u.exc_value, u.err_msg)
def g4():
    me = yield
    try: yield
    finally: yield 5
gen = g4(); next(gen); gen.send(gen); del gen
print(gc.collect())
print(gc.collect())
print(gc.collect(), gc.garbage)
