# When a guard holds, the next line is the body's, and the subject is taken off in that line.
import sys

count = sys.getrefcount


class M:
    pass


def two_cases(x):
    match x:
        case y if (x if x else True):
            y = M()
            print(count(y))
        case 2:
            pass


def guard_below(x):
    match x:
        case (
            y
        ) if (
            y or
            x
        ):
            pass
        case 3 if not (
            y
        ):
            x = (
                y
            )
        case _:
            x = 1


def trace(frame, event, arg):
    if event == "line":
        print(frame.f_lineno - frame.f_code.co_firstlineno, end=" ")
    return trace


sys.settrace(trace)
two_cases(0)
print()
two_cases(1)
print()
for value in 0, 1, 3:
    guard_below(value)
    print()
sys.settrace(None)
