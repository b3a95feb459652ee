# A list that is only iterated or searched is a tuple.
import gc

gc.collect()
gc.disable()

a=object()
for x in [a]: print([type(r).__name__ for r in gc.get_referrers(a)])
[print([type(r).__name__ for r in gc.get_referrers(a)]) for x in [a]]
list(print([type(r).__name__ for r in gc.get_referrers(a)]) for x in [a])
for x in [a, *[]]: print([type(r).__name__ for r in gc.get_referrers(a)])
def f(a):
    for x in [a, 1]: print([type(r).__name__ for r in gc.get_referrers(a)])
    g = (y for x in [a] for y in [x])
    next(g)
    print([type(r).__name__ for r in gc.get_referrers(a)])
f(a)
class Q:
    def __eq__(self, o): print([type(r).__name__ for r in gc.get_referrers(self)]); return False
q = Q()
q in [1, q, 2] and 5
1 in [q]
1 in {q: 5}
print(1 in [1] in [[1]], 2 in {2} in [{2}])
