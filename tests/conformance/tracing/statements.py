# Line events of statements: each with its line counted from the function's first.
import sys

CODES = []


def tracer(frame, event, argument):
    if frame.f_code not in CODES:
        return None
    first = frame.f_code.co_firstlineno
    shown = argument[0].__name__ if event == "exception" else argument
    print(f"{event:9} {frame.f_code.co_name} {frame.f_lineno - first} {shown}")
    return tracer


def run(function, *arguments):
    print("---", function.__name__, *arguments)
    CODES.append(function.__code__)
    sys.settrace(tracer)
    try:
        function(*arguments)
    except Exception as error:
        sys.settrace(None)
        print("raised", type(error).__name__)
    sys.settrace(None)


def branches(x):
    if x > 2:
        y = 1
    elif x:
        pass
    else:
        y = 3
    if x:
        y = 4


def loops():
    for i in range(2):
        if i:
            continue
        x = i
    else:
        pass
    while True:
        x += 1
        if x > 2:
            break
    i = 0
    while i < 2:
        i += 1
    while i < 4: i += 1
    for j in (1, 2): pass


def lines(a, b):
    x = (a +
         b)
    y = max(
        a,
        b,
    )
    z = [
        x,
        y
    ]
    return (
        z
    )


def caught():
    try:
        x = 1
        raise ValueError
    except TypeError:
        x = 2
    except ValueError as error:
        x = 3
    else:
        x = 4
    finally:
        x = 5
    try:
        x = 6
    except ValueError:
        x = 7
    else:
        x = 8


def uncaught():
    try:
        1 / 0
    finally:
        x = 1


def leaves():
    for i in (1, 2):
        try:
            if i == 2:
                return i
        finally:
            x = i


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return True


def managed():
    with Manager() as m:
        x = 1
    with Manager():
        raise ValueError
    x = 2


def matches(x):
    match x:
        case 1:
            y = 1
        case [a, b]:
            y = 2
        case _:
            y = 3


def constant():
    ...
    global nothing
    if 1:
        x = 1
    assert x
    del x


def passes():
    pass


def replaced():
    try:
        return 2
    finally:
        4


def repeated():
    pass
    ...
    pass


def skipped(x):
    if x:
        pass
    x = 3


class Body:
    def method(self): return 1

    class Inner:
        pass


def body():
    class Body:
        "Documented."
        x = 1

        class Inner:
            pass


run(passes)
run(replaced)
run(repeated)
run(skipped, 0)
run(skipped, 1)
run(body)
run(branches, 3)
run(branches, 1)
run(branches, 0)
run(loops)
run(lines, 1, 2)
run(caught)
run(uncaught)
run(leaves)
run(managed)
run(matches, 1)
run(matches, [1, 2])
run(matches, 5)
run(constant)
run(lambda: 1)
