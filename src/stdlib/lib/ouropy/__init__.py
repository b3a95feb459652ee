"""What reference counting does not free, and why: `leaks()` explains the reference cycles that only the collector would
free, `why_alive(obj)` says what keeps an object, `growth(f)` what each call of a function leaves behind.

None of these functions collects anything or changes what the collector will do, and what belongs to this package never
appears in what they say.
"""

from ._asserts import assert_no_cycles, assert_no_gc_cycles, assert_no_growth
from ._closures import clear_closure, weak_cells
from ._growth import Diff, Growth, Row, Snapshot, diff, growth, snapshot, watch
from ._pictures import show_backrefs, show_growth, show_refs
from ._report import Leak, Report, garbage, leaks, record
from ._why import WhyAlive, why_alive
from .graph import ObjectGraph, cycles_created_by, objects_reachable_from

__all__ = [
    "Diff", "Growth", "Leak", "LeakTestCase", "ObjectGraph", "Report", "Row", "Snapshot", "WhyAlive",
    "assert_no_cycles", "assert_no_gc_cycles", "assert_no_growth", "clear_closure", "cycles_created_by", "diff",
    "garbage", "growth", "leaks", "objects_reachable_from", "record", "show_backrefs", "show_growth", "show_refs",
    "snapshot", "watch", "weak_cells", "why_alive",
]


def __getattr__(name):
    # The module unittest is imported by those who use it.
    if name == "LeakTestCase":
        from .unittest import LeakTestCase

        return LeakTestCase
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
