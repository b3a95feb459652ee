# leaks(), garbage() and cycles_created_by(): what they say, and that they change nothing.
import gc
import json

before = gc.isenabled(), gc.get_threshold(), gc.get_debug()

import ouropy

print("after the import:", ouropy.leaks())
gc.collect()


class Node:
    pass


def make():
    first, second = Node(), Node()
    first.other, second.other = second, first
    first.data = [1, 2, 3]


def recursive():
    def walk(depth):
        return depth and walk(depth - 1)

    return walk(2)


make()
make()
recursive()
report = ouropy.leaks()
print(report)
print(bool(report), len(report), repr(report))
for leak in report.leaks:
    print(leak.kind, leak.times, [made["label"] for made in leak.objects])

print(len(ouropy.leaks()), "leaks are still there")
cycles = ouropy.garbage()
print([[type(obj).__name__ for obj in cycle] for cycle in cycles])
print("held by the lists, they are no garbage:", len(ouropy.leaks()))
del cycles
print("let go of, they are again:", len(ouropy.leaks()))
print("the collector finds", gc.collect())
print(ouropy.leaks())

graph = ouropy.cycles_created_by(make)
print(graph, sorted(graph.count_by_typename().items()))
del graph
print("the collector finds", gc.collect())
print(ouropy.cycles_created_by(lambda: None))
print("unchanged:", (gc.isenabled(), gc.get_threshold(), gc.get_debug()) == before)
