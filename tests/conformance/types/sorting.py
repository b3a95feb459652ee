# Sorting: stability, keys, reverse, errors, comparison order.
import functools, operator

people = [("bob", 30), ("alice", 25), ("carol", 30), ("dave", 25)]
print(sorted(people), sorted(people, key=lambda p: p[1]), sorted(people, key=operator.itemgetter(1), reverse=True))
print(sorted([3, 1.5, True, -2]), sorted("hello World"), sorted("hello World", key=str.lower), sorted([[2], [1, 5], []]), sorted({"b": 1, "a": 2}), sorted(["b", "a"], reverse=True))
print(sorted([1, 2, 3], key=functools.cmp_to_key(lambda a, b: b - a)), sorted([], key=len), sorted(["ccc", "a", "bb"], key=len))


class C:
    comparisons = 0

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        C.comparisons += 1
        return self.n < other.n

    def __repr__(self):
        return f"C{self.n}"


print(sorted([C(3), C(1), C(2)]), C.comparisons)
C.comparisons = 0
sorted([C(n) for n in range(100)])
print("sorted input:", C.comparisons)
C.comparisons = 0
sorted([C(n) for n in range(100, 0, -1)])
print("reversed input:", C.comparisons)
data = [(n * 7919) % 1009 for n in range(1000)]
print(sorted(data) == list(range(1000)) if len(set(data)) == 0 else sorted(data)[:5], sorted(data, reverse=True)[:5], sorted(data, key=lambda v: -v)[:3])
pairs = [(n % 10, n) for n in range(100)]
result = sorted(pairs, key=lambda p: p[0])
print(all(a[1] < b[1] for a, b in zip(result, result[1:]) if a[0] == b[0]))
result = sorted(pairs, key=lambda p: p[0], reverse=True)
print(all(a[1] < b[1] for a, b in zip(result, result[1:]) if a[0] == b[0]))
for bad in ([1, "a"], [None, 1], [1j, 2j], [C(1), 2], [[1], ["a"]], [{}, {}]):
    try:
        print(sorted(bad))
    except TypeError as error:
        print(error)
v = [2, 1]
try:
    v.sort(key=lambda x: 1 / 0)
except ZeroDivisionError as error:
    print(error, v)
log = []
[3, 1, 2].sort(key=lambda x: log.append(x) or x)
print(log)
v = [5, 3, 4]
print(v.sort(), v, min(v, key=lambda x: -x), max(v, default=0), max("apple", "fig", key=len))
