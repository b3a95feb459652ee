# sys.monitoring: tools, callbacks, sets of events, and what is refused.
import sys

monitoring = sys.monitoring
events = monitoring.events


def attempt(function, *arguments):
    try:
        print(function.__name__, *arguments, "->", function(*arguments))
    except (ValueError, TypeError) as error:
        print(function.__name__, *arguments, type(error).__name__, error)


def f():
    return 1


print(monitoring, type(events).__name__, [name for name in vars(events)])
print([getattr(events, name) for name in vars(events)])
print(monitoring.DEBUGGER_ID, monitoring.COVERAGE_ID, monitoring.PROFILER_ID, monitoring.OPTIMIZER_ID)
print(type(monitoring.DISABLE), type(monitoring.MISSING), monitoring.DISABLE is monitoring.MISSING)
attempt(monitoring.use_tool_id, 0, "a tool")
attempt(monitoring.use_tool_id, 0, "another")
attempt(monitoring.use_tool_id, 1, 5)
attempt(monitoring.use_tool_id, 6, "x")
attempt(monitoring.use_tool_id, 0)
attempt(monitoring.get_tool, 0)
attempt(monitoring.get_tool, 1)
attempt(monitoring.get_tool, -1)
attempt(monitoring.set_events, 0, events.BRANCH)
attempt(monitoring.get_events, 0)
attempt(monitoring.set_events, 0, events.C_RETURN)
attempt(monitoring.set_events, 0, events.C_RETURN | events.C_RAISE | events.CALL)
attempt(monitoring.get_events, 0)
attempt(monitoring.set_events, 0, -1)
attempt(monitoring.set_events, 0, 1 << 19)
attempt(monitoring.set_events, 1, 1)
attempt(monitoring.set_events, 0, "x")
attempt(monitoring._all_events)
attempt(monitoring.set_events, 0, 0)
attempt(monitoring._all_events)
for wrong in (events.RAISE, events.CALL | events.C_RETURN):
    try:
        monitoring.set_local_events(0, f.__code__, wrong)
    except ValueError as error:
        print(error)
attempt(monitoring.set_local_events, 0, 5, events.CALL)
attempt(monitoring.get_local_events, 0, 5)
monitoring.set_local_events(0, f.__code__, events.CALL | events.BRANCH)
print(monitoring.get_local_events(0, f.__code__))
attempt(monitoring.register_callback, 0, 3, None)
attempt(monitoring.register_callback, 0, 0, None)
attempt(monitoring.register_callback, 0, 1 << 19, None)
attempt(monitoring.register_callback, 0, events.LINE, max)
attempt(monitoring.register_callback, 0, events.LINE, None)
attempt(monitoring.register_callback, 0, events.BRANCH, 5)
attempt(monitoring.register_callback, 0, events.BRANCH, None)
attempt(monitoring.clear_tool_id, 0)
print(monitoring.get_local_events(0, f.__code__))
attempt(monitoring.free_tool_id, 0)
attempt(monitoring.free_tool_id, 0)
attempt(monitoring.get_tool, 0)
attempt(monitoring.restart_events)
