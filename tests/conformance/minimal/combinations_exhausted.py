# At the end of a walk CPython has already prepared a next result: the iterator lets go of the last one it gave, and
# `product` has turned back to the first items.
import gc
import itertools
import sys

walks = [itertools.permutations("ab", 2), itertools.combinations("abc", 2),
         itertools.combinations_with_replacement("ab", 2), itertools.product("ab", "cd")]
for walk in walks:
    results = list(walk)
    print(results, [sys.getrefcount(result) for result in results])
    print(next(walk, None), [sys.getrefcount(result) for result in results], gc.get_referents(walk))
