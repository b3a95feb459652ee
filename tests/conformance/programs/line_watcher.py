"""Debuggers that are scripted: a tracer of lines, breakpoints with conditions, watches, coverage."""

import bdb
import collections
import contextlib
import inspect
import io
import linecache
import sys
import textwrap
import trace
import types

SOURCE = textwrap.dedent("""\
    def gcd(a, b):
        while b:
            a, b = b, a % b
        return a

    def total(numbers):
        result = 0
        for n in numbers:
            if n < 0:
                continue
            result += helper(n)
        return result

    def helper(n):
        try:
            return 10 // n
        except ZeroDivisionError:
            return 0

    def squares(n):
        for i in range(n):
            yield i * i

    class Box:
        size = 3
        def grow(self):
            self.size += 1
            return [x for x in squares(self.size)]
    """)
linecache.cache["lesson.py"] = (len(SOURCE), None, SOURCE.splitlines(True), "lesson.py")
lesson = types.ModuleType("lesson")
exec(compile(SOURCE, "lesson.py", "exec"), lesson.__dict__)


class Watcher(bdb.Bdb):
    """Stops at each line of the lesson and notes which locals have changed."""

    def __init__(self, commands="", **options):
        super().__init__(**options)
        self.commands, self.notes, self.before = iter(commands), [], {}

    def say(self, frame, what):
        self.notes.append(f"{frame.f_code.co_name}:{frame.f_lineno - frame.f_code.co_firstlineno} {what}")

    def go_on(self, frame):
        match next(self.commands, "s"):
            case "s":
                self.set_step()
            case "n":
                self.set_next(frame)
            case "r":
                self.set_return(frame)
            case "c":
                self.set_continue()
            case "q":
                self.set_quit()
            case "u":
                self.set_until(frame)

    def user_call(self, frame, arguments):
        self.say(frame, "call")
        self.go_on(frame)

    def user_line(self, frame):
        if frame.f_code.co_filename != "lesson.py":
            self.set_step()
            return
        now = {k: repr(v) for k, v in frame.f_locals.items()}
        changed = sorted(now.items() - self.before.items())
        self.before = now
        self.say(frame, " ".join(f"{k}={v}" for k, v in changed) or "line")
        self.go_on(frame)

    def user_return(self, frame, value):
        self.say(frame, f"returns {value!r}")
        self.go_on(frame)

    def user_exception(self, frame, details):
        self.say(frame, f"raises {details[0].__name__}")
        self.go_on(frame)


def watch(commands, function, *arguments, breaks=()):
    watcher = Watcher(commands, skip=["contextlib"])
    for line, options in breaks:
        if problem := watcher.set_break("lesson.py", line, **options):
            print("   ", problem)
    try:
        result = watcher.runcall(function, *arguments)
    except bdb.BdbQuit:
        result = "quit"
    print(f"{commands!r:8}", result, *watcher.notes, sep=" | ")
    watcher.clear_all_breaks()
    return watcher


watch("", lesson.gcd, 12, 18)
watch("sssn" + "n" * 20, lesson.total, [3, -1])
watch("ssr", lesson.helper, 0)
watch("", lesson.helper, 0)
watch("ssuc", lesson.total, [1, 2])
watch("ssq", lesson.gcd, 1, 2)
watch("c", lesson.gcd, 12, 18, breaks=[(3, {"cond": "a % b == 0"}), (99, {}), (3, {"temporary": True})])
watch("scccc", lesson.total, [1, 0, 2], breaks=[(11, {})])
list_of = watch("", lambda: list(lesson.squares(2)))
for action in (lambda: list_of.get_bpbynumber("x"), lambda: list_of.get_bpbynumber("99"),
               lambda: list_of.get_bpbynumber(""), lambda: list_of.clear_break("lesson.py", 3),
               lambda: list_of.clear_bpbynumber("7"), lambda: list_of.break_anywhere(inspect.currentframe()),
               lambda: bdb.effective("lesson.py", 3, inspect.currentframe()), lambda: bdb.Bdb().user_line(None),
               lambda: list_of.canonic("<x>"), lambda: list_of.runeval("1 +"),
               lambda: list_of.runeval("6 * 7", {"__builtins__": {}}, {})):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


tracer = trace.Trace(count=1, trace=0, countfuncs=0)
print(tracer.runfunc(lesson.total, [1, -2, 0]), {line: n for (file, line),
        n in sorted(tracer.results().counts.items()) if file == "lesson.py"})
calls = trace.Trace(count=0, trace=0, countcallers=1)
calls.runfunc(lesson.Box().grow)
print(sorted((a[2], b[2]) for a, b in calls.results().callers if a[0] == b[0] == "lesson.py"))
with contextlib.redirect_stdout(io.StringIO()) as out:
    trace.Trace(count=0, trace=1).runfunc(lesson.helper, 0)
print(out.getvalue())
events = collections.Counter()


def counting(frame, event, argument):
    if frame.f_code.co_filename == "lesson.py":
        events[frame.f_code.co_name, event] += 1
    return counting


sys.settrace(counting)
lesson.Box().grow()
sys.settrace(None)
print(dict(events), sys.gettrace())
