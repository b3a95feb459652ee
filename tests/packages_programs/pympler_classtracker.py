"""ClassTracker: sizes of tracked objects at snapshots."""
import gc
import io
import re
from pympler.classtracker import ClassTracker
from pympler.classtracker_stats import ConsoleStats


class Document:
    def __init__(self, pages):
        self.pages = pages
        self.data = [0] * pages


class Letter(Document):
    pass


def masked(text):
    return re.sub(r"0x[0-9a-f]+|\d+:\d+:\d+\.\d+|\d\d:\d\d(?:\.\d+)?", "#", text)


out = io.StringIO()
tracker = ClassTracker(stream=out)
tracker.track_class(Document, name="Document", resolution_level=1)
tracker.create_snapshot("start")
kept = [Document(5), Document(10)]
tracker.create_snapshot("two")
kept.append(Letter(3))
single = Document.__new__(Document)
single.pages = 0
tracker.track_object(single, name="single", keep=True)
tracker.track_change(single, resolution_level=2)
tracker.create_snapshot("three")
del kept[0]
gc.collect()
tracker.create_snapshot("four")
for snapshot in tracker.snapshots:
    print(snapshot.desc, snapshot.tracked_total, snapshot.asizeof_total, snapshot.total > 0, bool(snapshot.label))
print({name: len(found) for name, found in tracker.index.items()})
for tracked in tracker.index["Document"]:
    print(tracked.name, tracked.get_max_size(), tracked.death is None, len(tracked.snapshots))
stats = ConsoleStats(tracker=tracker, stream=out)
stats.annotate()
stats.sort_stats("classname", "size")
stats.print_stats(clsname="Document")
stats.reverse_order()
stats.print_stats(limit=1)
print(masked(out.getvalue()))
print(stats.tracked_classes)
tracker.detach_class(Document)
try:
    tracker.detach_class(Document)
except KeyError as error:
    print(type(error).__name__)
tracker.detach_all()
tracker.clear()
print(len(tracker.objects), len(tracker.snapshots))
tracker.close()
