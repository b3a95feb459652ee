# sys.monitoring: what tools are told, in order. Offsets are left out: the instructions are not CPython's.
import sys

monitoring = sys.monitoring
E = monitoring.events
TOOL = monitoring.DEBUGGER_ID
monitoring.use_tool_id(TOOL, "test")
HERE = sys._getframe().f_code.co_filename
log = []


def record(name, offsets):
    def callback(code, *arguments):
        if code.co_filename == HERE and code.co_name not in ("<module>", "run"):
            shown = []
            for value in arguments[offsets:]:
                if value is monitoring.MISSING:
                    value = "MISSING"
                elif isinstance(value, BaseException):
                    value = type(value).__name__
                elif callable(value):
                    value = value.__qualname__
                elif type(value).__module__ == "__main__":
                    value = type(value).__name__
                shown.append(value)
            log.append((name, code.co_name, *shown))

    return callback


TELLS_LINE = {"LINE"}
for name in vars(E):
    if name not in ("NO_EVENTS", "BRANCH", "INSTRUCTION", "JUMP"):
        offsets = 0 if name == "LINE" else 2 if "BRANCH" in name else 1
        monitoring.register_callback(TOOL, getattr(E, name), record(name, offsets))


def run(function, wanted, *arguments):
    print("---", function.__name__)
    monitoring.set_events(TOOL, wanted)
    try:
        function(*arguments)
    except Exception as error:
        monitoring.set_events(TOOL, 0)
        print("raised", type(error).__name__)
    monitoring.set_events(TOOL, 0)
    first = function.__code__.co_firstlineno
    for name, where, *rest in log:
        if name == "LINE":
            rest = [rest[0] - first]
        print(name, where, *rest)
    log.clear()


CALLS = E.CALL | E.C_RETURN | E.C_RAISE
FLOW = E.PY_START | E.PY_RESUME | E.PY_RETURN | E.PY_YIELD | E.PY_UNWIND | E.PY_THROW
ERRORS = E.RAISE | E.EXCEPTION_HANDLED | E.RERAISE | E.STOP_ITERATION


class C:
    def __init__(self, x):
        self.x = x

    def method(self, y):
        return y

    def __enter__(self):
        return self

    def __exit__(self, *details):
        return False


def helper(a, b=2):
    return a


def calls():
    helper(1)
    helper(a=3)
    helper(*(4,), **{"b": 5})
    c = C(6)
    c.method(7)
    bound = c.method
    bound(8)
    len([9])
    [].append(10)
    print
    try:
        len(11)
    except TypeError:
        pass
    max(1, 2, key=None)


def generator():
    yield 1
    try:
        yield 2
    except ValueError:
        yield 3


def resumes():
    g = generator()
    next(g)
    next(g)
    g.throw(ValueError)
    list(generator())


def delegates():
    return (yield from generator())


def delegated():
    return list(delegates())


def raises():
    raise ValueError


def closes():
    g = generator()
    next(g)
    g.close()


async def items():
    yield 1
    yield 2


async def iterates():
    async for i in items():
        pass


def drives():
    try:
        iterates().send(None)
    except StopIteration:
        pass


def unwinds():
    try:
        raises()
    except TypeError:
        pass
    finally:
        x = 1


def caught():
    try:
        try:
            raises()
        finally:
            x = 2
    except ValueError:
        x = 3


def branches():
    for i in (1, 2):
        if i == 1:
            x = 1
    while i:
        i -= 1
    x = i if x else None


def lines():
    x = 1
    for i in (1, 2):
        x = i


run(calls, CALLS | FLOW)
run(resumes, FLOW | ERRORS)
run(delegated, FLOW | ERRORS)
run(unwinds, FLOW | ERRORS)
run(caught, FLOW | ERRORS)
run(branches, E.BRANCH)
run(closes, E.PY_UNWIND)
run(closes, E.PY_UNWIND | E.PY_THROW | E.RAISE)
run(drives, E.BRANCH_LEFT | E.BRANCH_RIGHT)
run(lines, E.LINE | FLOW)

print([len(list(f.__code__.co_branches())) for f in (branches, lines, iterates, calls)])

# Events of one code object, DISABLE, restart_events, several tools.
print("--- local")
monitoring.set_local_events(TOOL, helper.__code__, E.PY_START | E.LINE)
helper(1)
raises.__code__
caught()
print(log)
log.clear()
monitoring.set_local_events(TOOL, helper.__code__, 0)
helper(1)
print(log)

print("--- DISABLE")
count = 0


def disabling(code, line):
    global count
    if code is lines.__code__:
        count += 1
    return monitoring.DISABLE


monitoring.register_callback(TOOL, E.LINE, disabling)
monitoring.set_events(TOOL, E.LINE)
lines()
print(count)
lines()
print(count)
monitoring.restart_events()
lines()
print(count)
monitoring.set_events(TOOL, 0)


def refuses(code, offset, error):
    return monitoring.DISABLE


monitoring.register_callback(TOOL, E.RAISE, refuses)
monitoring.set_events(TOOL, E.RAISE)
try:
    raises()
except ValueError as error:
    print(error)
monitoring.set_events(TOOL, 0)

print("--- order")
order = []
for tool in (1, 2, 5):
    monitoring.use_tool_id(tool, "x")
    monitoring.register_callback(
        tool, E.PY_START, lambda code, offset, tool=tool: order.append(tool) if code is helper.__code__ else None
    )
    monitoring.set_events(tool, E.PY_START)
helper(1)
for tool in (1, 2, 5):
    monitoring.free_tool_id(tool)
print(order)


def failing(code, offset):
    if code is helper.__code__:
        raise KeyError("told")


monitoring.register_callback(TOOL, E.PY_START, failing)
monitoring.set_events(TOOL, E.PY_START)
try:
    helper(1)
except KeyError as error:
    print("raised", error)
monitoring.free_tool_id(TOOL)
print(monitoring.get_tool(TOOL))
