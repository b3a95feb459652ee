"""Which tuples of iterators are tracked, and that zip_longest's is older than its iterators."""
import gc
import itertools

gc.disable()


def tuples(value):
    found = [item for item in gc.get_referents(value) if type(item) is tuple]
    return [(gc.is_tracked(item), tuples(item)) for item in found]


for items in ([1, None], [[], 1], {1: 2}):
    print(tuples(itertools.combinations(items, 2)), tuples(itertools.permutations(items, 2)))
    print(tuples(itertools.product(items, repeat=2)), tuples(itertools.combinations_with_replacement(items, 2)))
print(tuples(itertools.pairwise([1, 2])))
longest = itertools.zip_longest([1], [2])
young = [id(item) for item in gc.get_objects(generation=0)]
iterators = gc.get_referents(longest)[1]
print(young.index(id(iterators)) < young.index(id(iterators[0])))
print(list(longest))
