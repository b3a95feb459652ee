# A function's own dict stands between the data descriptors of its type and everything else there.
def f():
    pass


f.__repr__ = 5
f.__call__ = 7
f.x = 1
print(f.__repr__, f.__call__, f.__dict__, f.x)
del f.__repr__
print(type(f.__repr__).__name__, callable(f.__call__))
try: del f.zzz
except AttributeError as e: print(e)
try: del f.__code__
except (TypeError, AttributeError) as e: print(e)
try: f.nope
except AttributeError as e: print(e)
try: f.__globals__ = 3
except AttributeError as e: print(e)
