"""Tools are told of the call of super() also where no super object is made, and of the line of its attribute."""
import re
import sys

monitoring, events = sys.monitoring, sys.monitoring.events
TOOL = 3


class A:
    x = 1

    def method(self, x):
        return x


class B(A):
    def method(self, x):
        return super(
        ).method(
            x
        )

    def attribute(self):
        return super(
        ).x

    def built_in(self):
        return super().__repr__()

    def two(self):
        return super(B, self).x

    def wrong(self):
        return super(
            B,
            1,
        ).x

    def missing(self):
        return super().nothing

    def missing_method(self):
        return super().nothing()


def shown(value):
    return "MISSING" if value is monitoring.MISSING else re.sub(" at 0x.*", "", getattr(value, "__name__", repr(value)))


def told(function, *arguments):
    def note(name):
        return lambda code, offset, callable, first: seen.append((name, shown(callable), shown(first)))

    seen = []
    monitoring.use_tool_id(TOOL, "super")
    for event, name in (events.CALL, "call"), (events.C_RETURN, "return"), (events.C_RAISE, "raise"):
        monitoring.register_callback(TOOL, event, note(name))
    monitoring.register_callback(TOOL, events.LINE, lambda code, line: seen.append(line - code.co_firstlineno))
    for each in A.method, function:
        monitoring.set_local_events(TOOL, each.__code__, events.CALL | events.LINE)
    try:
        function(B(), *arguments)
    except Exception as error:
        entry = error.__traceback__.tb_next
        seen.append((str(error), entry.tb_lineno - function.__code__.co_firstlineno))
    monitoring.free_tool_id(TOOL)
    print(function.__name__, *seen)


told(B.method, 5)
for function in B.attribute, B.built_in, B.two, B.wrong, B.missing, B.missing_method:
    told(function)


def one(): return 1


def passes(): pass


def told_lines(asked):
    seen = []
    monitoring.use_tool_id(TOOL, "lines")
    monitoring.register_callback(TOOL, events.LINE, lambda code, line: seen.append(code.co_name))
    for function in one, passes:
        monitoring.set_local_events(TOOL, function.__code__, asked)
        function()
    monitoring.free_tool_id(TOOL)
    print(seen)


# The line in which a call begins is told of only to those who are told of the call.
told_lines(events.LINE)
told_lines(events.LINE | events.PY_START)


def split(x):
    pass; y = (
        x
    )


def disabled():
    def line(code, line):
        seen.append(line - code.co_firstlineno)
        return monitoring.DISABLE

    seen = []
    monitoring.use_tool_id(TOOL, "lines")
    monitoring.register_callback(TOOL, events.LINE, line)
    monitoring.set_local_events(TOOL, split.__code__, events.LINE)
    split(1), split(2)
    print(seen)
    monitoring.restart_events()
    split(3)
    monitoring.free_tool_id(TOOL)
    print(seen)


disabled()
