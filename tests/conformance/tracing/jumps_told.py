"""JUMP events: what only exceptions lead to stands behind the rest, jumps to jumps are one, short ends are copied."""
import contextlib
import sys

monitoring, events = sys.monitoring, sys.monitoring.events
TOOL = 3


def told(function, *arguments):
    code, seen = function.__code__, []

    def line(offset):
        line = next(line for start, end, line in code.co_lines() if start <= offset < end)
        return line and line - code.co_firstlineno

    monitoring.use_tool_id(TOOL, "jumps")
    monitoring.register_callback(TOOL, events.JUMP, lambda code, start, end: seen.append((line(start), line(end))))
    monitoring.set_local_events(TOOL, code, events.JUMP)
    try:
        function(*arguments)
    except Exception as error:
        seen.append(type(error).__name__)
    monitoring.free_tool_id(TOOL)
    print(function.__name__, *seen)


def over_a_handler():
    try:
        x = 1
    except ValueError:
        x = 2
    return str(x)


def from_a_handler():
    try:
        int("x")
    except ValueError:
        x = 2
    except TypeError:
        x = 3
    return str(x)


def over_finally():
    try:
        x = 1
    finally:
        x = 2
    return str(x)


def over_else():
    try:
        x = 1
    except ValueError:
        x = 2
    else:
        x = 3
    return str(x)


def around_with():
    with contextlib.nullcontext():
        x = 1
    return str(x)


def short_end(x):
    if x:
        x = 1
    else:
        x = 2
    return x


def short_end_of_nothing(x):
    if x:
        x = 1
    else:
        x = 2


def long_end(x):
    if x:
        x = 1
    else:
        x = 2
    return str(x) + str(x)


def loop():
    for i in range(3):
        if i == 1:
            x = 1
        else:
            x = 2


def loop_goes_on():
    for i in range(3):
        if i == 1:
            continue
        x = 1


def handler_in_a_loop():
    for i in range(2):
        try:
            int("x")
        except ValueError:
            x = 2
        y = 3


def handler_goes_on():
    for i in range(2):
        try:
            int("x")
        except ValueError:
            continue
        y = 3


def handler_ends_a_loop(n=0):
    while n < 2:
        n += 1
        try:
            int("x")
        except ValueError:
            pass
    return str(n)


def ways_within_try(x):
    try:
        if x:
            y = 1
        else:
            y = 2
    except ValueError:
        pass
    x = 1


def handler_leaves():
    while True:
        try:
            int("x")
        except ValueError:
            break
    return 1


def matches(x):
    match x:
        case 1:
            x = 1
        case _:
            x = 2
    return x


for function in over_a_handler, from_a_handler, over_finally, over_else, around_with:
    told(function)
for function in short_end, short_end_of_nothing, long_end, matches, ways_within_try:
    told(function, 1), told(function, 0)
for function in loop, loop_goes_on, handler_in_a_loop, handler_goes_on, handler_ends_a_loop, handler_leaves:
    told(function)
