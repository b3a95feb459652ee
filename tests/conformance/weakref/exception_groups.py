# Weak references to exception groups; iterators of deques taken apart.
import weakref, gc
def P(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
e=ExceptionGroup('a',[ValueError()])
P(lambda: weakref.ref(e)() is e); P(lambda: weakref.ref(BaseExceptionGroup('a',[KeyboardInterrupt()]))); P(lambda: weakref.ref(BaseExceptionGroup('a',[ValueError()]))); P(lambda: ExceptionGroup.__dict__['__weakref__']); P(lambda: e.__weakref__); P(lambda: sorted(vars(ExceptionGroup))); P(lambda: ExceptionGroup.__flags__ & (1<<9)); P(lambda: ExceptionGroup.__module__)

P(lambda: [type(x).__name__ for x in gc.get_referents(e)])
r=weakref.ref(e, lambda r: print('dead')); del e
from collections import deque
i=iter(deque([1,2,3])); next(i); print(i.__reduce__()); print(list(i), i.__reduce__()); i=reversed(deque([1,2,3])); next(i); print(i.__reduce__()); import copy; print(list(copy.copy(i)))
