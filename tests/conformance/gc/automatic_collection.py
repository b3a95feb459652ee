# Collections start by themselves once enough containers were made.
import gc

collected = []


class Node:
    def __del__(self):
        collected.append(1)


gc.set_threshold(100, 10, 10)
runs = []
gc.callbacks.append(lambda phase, info: runs.append((phase, info["generation"])) if phase == "stop" else None)
for _ in range(3000):
    n = Node()
    n.me = n
gc.callbacks.clear()
print(len(collected) > 2000, len(runs) > 20, {g for _, g in runs} >= {0, 1})
gc.disable()
collected.clear()
for _ in range(1000):
    n = Node()
    n.me = n
print(len(collected))
del n
gc.set_threshold(2000)
print(gc.collect() >= 1000, len(collected) >= 1000)
