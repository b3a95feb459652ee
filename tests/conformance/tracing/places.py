"""f_lasti lies in a row of co_lines() that has the line of the event, and co_positions() begins where a call does."""
import sys

WRONG = []


def row_of(code, offset):
    return next((line for start, end, line in code.co_lines() if start <= offset < end), "no row")


def trace(frame, event, argument):
    if row_of(frame.f_code, frame.f_lasti) != frame.f_lineno:
        WRONG.append((frame.f_code.co_name, event, frame.f_lineno))
    print(frame.f_code.co_name, event, frame.f_lineno and frame.f_lineno - frame.f_code.co_firstlineno)
    return trace


def passes(x):
    if x:
        pass
    else:
        pass
    while x:
        x -= 1
        pass


def handles():
    try:
        1 // 0
    except ZeroDivisionError:
        pass
    finally:
        pass


def loops():
    for i in range(2):
        if i:
            continue
        try:
            pass
        except ValueError:
            pass


def gives():
    x = yield 1
    yield x


def one(): return 1


def branches(x):
    if x:
        one()


def uses():
    passes(2), passes(0)
    handles()
    loops()
    list(gives())
    branches(0), branches(1)
    exec("a = 1\npass")
    [i for i in range(2) if i]

    class A:
        pass


sys.settrace(trace)
uses()
sys.settrace(None)
print(WRONG)

for code in one.__code__, branches.__code__, gives.__code__, compile("\nx", "", "exec"), compile("1", "", "eval"):
    lines = list(code.co_lines())
    print(lines[0][2], lines[0][0], all(end == start for (_, end, _), (start, *_) in zip(lines, lines[1:])))
    positions = list(code.co_positions())
    print(len(positions) * 2 == lines[-1][1], (code.co_firstlineno, code.co_firstlineno, 0, 0) in positions, positions[0])


def raises():
    raise ValueError


try:
    raises()
except ValueError as error:
    entry = error.__traceback__.tb_next
    print(row_of(raises.__code__, entry.tb_lasti) == entry.tb_lineno, entry.tb_lineno - raises.__code__.co_firstlineno)

suspended = gives()
next(suspended)
print(row_of(gives.__code__, suspended.gi_frame.f_lasti) - gives.__code__.co_firstlineno)

kind, frame = type(entry), sys._getframe()
for offset, line in (0, -1), (-1, -1), (-5, 7), (2, 3):
    print(kind(None, frame, offset, line).tb_lineno, end=" ")
print()
