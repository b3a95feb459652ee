# What a heap type is not, said as of a sequence.
import itertools, functools, collections, operator, types
def show(n, o):
    try:
        del o[0]
    except TypeError as e: print(n, e)
    except Exception as e: print(n, type(e))
    try: o[0]
    except TypeError as e: print(n, e)
    except Exception as e: print(n, type(e))
    try: o * 2.5
    except TypeError as e: print(n, e)
for n, o in [('eg', ExceptionGroup('', [ValueError()])), ('beg', BaseExceptionGroup('', [KeyboardInterrupt()])), ('count', itertools.count()), ('partial', functools.partial(len)), ('itemgetter', operator.itemgetter(1)), ('chain', itertools.chain()), ('ns', types.SimpleNamespace()), ('lru', functools.lru_cache(len)), ('deq', iter(collections.deque())), ('dd', collections.defaultdict()),('err', OSError()), ('cmp', functools.cmp_to_key(len)(1))]:
    show(n, o)
