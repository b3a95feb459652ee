"""process and mprofile."""
import sys
from pympler import mprofile, process

info = process.ProcessMemoryInfo()
print(type(info).__name__, info.vsz > 0, info.rss > 0, info.pagefaults > 0, info.available, process.is_available())
print(sorted(name for name, _ in info.os_specific), info.data_segment > 0, info.code_segment > 0)
print([name for name, _ in process.ProcessMemoryInfo() - info], repr(info).split()[0])
threads = process.get_current_threads()
print([thread.name for thread in threads], process.get_current_thread_id() == threads[0].ident)


def measured():
    return [1]


profiler = mprofile.MProfiler(codepoints=[(None, "measured", None)], events=["call"])
profiler.run("from __main__ import measured\nmeasured()\nmeasured()")
print([(point[1:], count, least > 0, most >= least) for point, (count, least, most, _) in profiler.memories.items()])
print(mprofile.MProfiler().codepoint_included(("f", "foo", 1)))
print(mprofile.MProfiler(codepoints=[("a", "b", 3)]).codepoint_included(("a", "b", 4)), sys.getprofile())
