# Exit functions that register and unregister others while they run.
import atexit
print(atexit._ncallbacks())
atexit.register(print,1); atexit.register(print,2)
print(atexit._ncallbacks()); atexit.unregister(print); print(atexit._ncallbacks())
@atexit.register
def f(): print('f', atexit._ncallbacks()); atexit.register(print,'x'); print(atexit._ncallbacks()); atexit.unregister(g); atexit._run_exitfuncs() if 0 else None
@atexit.register
def g(): print('g')
atexit.register(print,'y')
