# itertools.
from itertools import *
import operator
def take(n, it): return list(islice(it, n))
print(take(3, count()), take(3, count(10, -2)), take(3, count(0.5, 0.25)), take(5, cycle("ab")), list(repeat(1, 3)), take(2, repeat("x")), list(chain("ab", [1], ())), list(chain.from_iterable(["ab", "c"])))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1, 2], initial=10)), list(accumulate([])), list(compress("abcd", [1, 0, 1])), list(dropwhile(lambda x: x < 3, [1, 3, 1])), list(takewhile(lambda x: x < 3, [1, 3, 1])), list(filterfalse(lambda x: x % 2, range(5))))
print([(k, list(g)) for k, g in groupby("aabbbca")], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], list(islice("abcdef", 2)), list(islice("abcdef", 1, 5, 2)), list(islice("abc", 1, None)), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest("abc", [1], fillvalue="-")))
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(permutations("abc", 2)), len(list(permutations(range(4)))), list(combinations("abcd", 2)), list(combinations_with_replacement("ab", 2)), list(combinations("a", 2)), list(pairwise([1, 2, 3])), list(batched("abcde", 2)))
a, b = tee(iter([1, 2, 3])); print(next(a), list(b), list(a)); x, y, z = tee("ab", 3); print(list(x), list(y), list(z))
for bad in (lambda: islice([], -1), lambda: list(islice([1], "a")), lambda: product(1), lambda: next(count("a")), lambda: permutations([1], -1), lambda: list(batched("a", 0)), lambda: list(repeat(1, "a")), lambda: tee([], -1), lambda: list(starmap(pow, [1])), lambda: list(chain(1)), lambda: next(cycle([]))):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(repr(count(3)), repr(repeat("a", 2)), repr(count(1, 2)), repr(chain())[:23], type(groupby([])).__name__)
g = groupby("aab"); k1, g1 = next(g); k2, g2 = next(g); print(k1, list(g1), k2, list(g2))
print(list(batched("abcd", 2, strict=True)), list(map(list, [islice(iter("abcdef"), 4)])), sum(islice(count(), 100)))
