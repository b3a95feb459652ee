"""Statistics of a ClassTracker in a file and in pages of HTML."""
import os
from pympler.classtracker import ClassTracker
from pympler.classtracker_stats import HtmlStats, Stats


class Node:
    def __init__(self):
        self.data = list(range(10))


tracker = ClassTracker()
tracker.track_class(Node, trace=True, keep=True)
nodes = [Node() for _ in range(3)]
tracker.create_snapshot("one", compute_total=False)
tracker.stats.dump_stats("stats.dat")
loaded = Stats(filename="stats.dat")
print(sorted(loaded.index), [len(found) for found in loaded.index.values()])
print([snapshot.desc for snapshot in loaded.snapshots])
print([tracked.get_max_size() for tracked in loaded.index["__main__.Node"]])
print([snapshot.tracked_total for snapshot in loaded.snapshots])
HtmlStats(tracker=tracker).create_html("stats.html", title="Nodes")
print(os.path.exists("stats.html"), sorted(os.listdir("stats_files"))[:3])
tracker.detach_all()
