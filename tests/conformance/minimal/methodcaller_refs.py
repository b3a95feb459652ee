# Without keywords the arguments of a methodcaller are one tuple, which it refers to twice.
import gc
import operator
import sys

held, named = [], []
for caller in operator.methodcaller("m", held), operator.methodcaller("m", held, k=named):
    print(sys.getrefcount(held), sys.getrefcount(named), gc.get_referents(caller))
