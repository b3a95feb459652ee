"""SummaryTracker, for objects of the program."""
from pympler import tracker
from _shown import rows


class Node:
    pass


summaries = tracker.SummaryTracker()
for _ in range(2):
    summaries.diff()
kept = [Node() for _ in range(10)]
print(rows(summaries.diff(), "__main__", "list", "dict", "tuple"))
kept = {"a": [Node()], "b": (kept[0], kept[1])}
print(rows(summaries.diff(), "__main__", "tuple"))
summaries.store_summary("first")
kept = [Node()]
summaries.store_summary("second")
first, second = summaries.summaries["first"], summaries.summaries["second"]
print(sorted(summaries.summaries), rows(summaries.diff(first, second), "__main__"))
