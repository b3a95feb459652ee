# Heaps whose largest item comes first.
import heapq

heap = []
for item in (5, 1, 8, 3, 9, 2):
    heapq.heappush_max(heap, item)
print(heap[0], heapq.heappushpop_max(heap, 4), heapq.heappushpop_max(heap, 40), heapq.heapreplace_max(heap, 0))
print([heapq.heappop_max(heap) for _ in range(len(heap))])
items = list("heap of letters")
heapq.heapify_max(items)
print("".join(heapq.heappop_max(items) for _ in range(len(items))))
for name in ("heappush_max", "heapreplace_max", "heappushpop_max"):
    try:
        getattr(heapq, name)(3, 4)
    except TypeError as error:
        print(error)
for name in ("heappop_max", "heapify_max"):
    try:
        getattr(heapq, name)(3)
    except TypeError as error:
        print(error)
for call in (lambda: heapq.heappop_max([]), lambda: heapq.heapreplace_max([], 1)):
    try:
        call()
    except IndexError as error:
        print(error)
print(heapq.heappushpop_max([], 1), heapq.__all__)
