# heapq and bisect.
import bisect
import heapq

h = [5, 3, 8, 1, 9, 2]
heapq.heapify(h)
print(h, heapq.heappop(h), heapq.heappushpop(h, 0), heapq.heapreplace(h, 7), h)
heapq.heappush(h, 4)
print([heapq.heappop(h) for _ in range(len(h))], heapq.nlargest(3, [1, 9, 3, 7], key=lambda v: -v), heapq.nsmallest(2, "hello"), heapq.nlargest(9, [2, 1]), heapq.nsmallest(0, [1]))
print(list(heapq.merge([1, 4], [2, 3, 5], [])), list(heapq.merge(["bb", "a"], ["ccc", "d"], key=len, reverse=True)))
print(heapq.nlargest(3, iter([(1, "a"), (1, "b"), (0, "c"), (2, "d")]), key=lambda p: p[0]))
for bad in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__)
a = [1, 2, 2, 3]
print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect_right(a, 2, 0, 2), bisect.bisect_left(["a", "bb"], 2, key=len))
bisect.insort(a, 2.5)
bisect.insort_left(a, 0)
print(a)
try:
    bisect.bisect(a, 1, -1)
except ValueError as e:
    print(e)
