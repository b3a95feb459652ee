"""Functions that reach themselves through their closures."""

import sys
import types

import _ouropy


def clear_closure(f):
    """Empties the cells through which the function `f` reaches itself: reference counting frees it when the last
    reference from elsewhere goes. How many cells that are. `f` cannot use these variables any more.
    """
    f = getattr(f, "__func__", f)
    emptied = 0
    for cell in getattr(f, "__closure__", None) or ():
        if _leads_to(cell, f):
            try:
                del cell.cell_contents
            except ValueError:
                continue
            emptied += 1
    return emptied


# What would lead everywhere, and is not the function's own.
_BOUNDARIES = (type, types.ModuleType, types.CodeType, types.FrameType)


def _leads_to(start, goal):
    seen, waiting = {id(start)}, [start]
    while waiting:
        obj = waiting.pop()
        for name, referent in _ouropy.references(obj):
            if referent is goal:
                return True
            if name in (".__globals__", ".__builtins__"):
                continue
            if id(referent) not in seen and not issubclass(type(referent), _BOUNDARIES):
                seen.add(id(referent))
                waiting.append(referent)
    return False


class weak_cells:
    """A context manager: of functions that end in its block, and of the one that the block is in, each variable that
    holds a function which reads this very variable, and which no other function reads, holds it weakly from the end of
    the call. So a recursive inner function is freed by reference counting when nobody else has it.
    """

    def __enter__(self):
        _ends.begin()
        return self

    def __exit__(self, kind, error, traceback):
        _ends.finish(*_ouropy.caller())


class _Ends:
    """Is told of the ends of calls, as a tool of `sys.monitoring`."""

    __slots__ = ("blocks", "later", "tool")

    def __init__(self):
        self.tool = None
        # How many blocks have begun and not ended.
        self.blocks = 0
        # Code of functions that go on after their blocks have ended, and the depth of each call.
        self.later = {}

    def begin(self):
        monitoring = sys.monitoring
        events = monitoring.events
        if self.tool is None:
            free = [tool for tool in (4, 3, 5, 2, 1, 0) if monitoring.get_tool(tool) is None]
            if not free:
                raise RuntimeError("weak_cells() needs a tool of sys.monitoring, and all are in use")
            self.tool = free[0]
            monitoring.use_tool_id(self.tool, "ouropy.weak_cells")
            for event in (events.PY_RETURN, events.PY_UNWIND):
                monitoring.register_callback(self.tool, event, _end)
        self.blocks += 1
        monitoring.set_events(self.tool, events.PY_RETURN | events.PY_UNWIND)

    def finish(self, code, depth):
        monitoring = sys.monitoring
        self.blocks -= 1
        if not self.blocks:
            monitoring.set_events(self.tool, 0)
        if code.co_cellvars:
            self.later[code] = depth
            monitoring.set_local_events(self.tool, code, monitoring.events.PY_RETURN)
        self.leave()

    def ended(self, code, depth):
        if self.later.get(code) != depth:
            return
        del self.later[code]
        sys.monitoring.set_local_events(self.tool, code, 0)
        self.leave()

    def leave(self):
        if not self.later and not self.blocks:
            sys.monitoring.free_tool_id(self.tool)
            self.tool = None


_ends = _Ends()


def _end(code, *_):
    _ends.ended(code, _ouropy.weaken_cells())
