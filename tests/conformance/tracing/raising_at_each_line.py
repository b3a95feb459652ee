# A trace function that raises at each line in turn: nothing catches what is raised at the line of a `try`.
import sys
def bad_at(lines):
    def trace(frame, event, arg):
        if event == "line":
            print("line", frame.f_lineno - frame.f_code.co_firstlineno)
            if frame.f_lineno - frame.f_code.co_firstlineno in lines: raise KeyError(frame.f_lineno - frame.f_code.co_firstlineno)
        return trace
    return trace
class W:
    def __enter__(s): return s
    def __exit__(s, *a): sys._getframe().f_trace = None; return False
def f1():
    x = 1
    try:
        y = 2
    except KeyError as e:
        print("caught", e)
    try:
        pass
    except KeyError as e: print("caught2", e)
    try: z = 3
    except KeyError as e: print("caught3", e)
    try:
        try:
            a = 1
        except KeyError as e: print("inner", e)
        b = 2
    except KeyError as e:
        print("outer", e)
    finally:
        print("fin")
    for i in [1]:
        try:
            continue
        except KeyError as e: print("loop", e)
    while True:
        try:
            break
        finally:
            print("fin2")
    with W() as w:
        pass
    try:
        with w:
            x
    except Exception as e: print("exc", type(e).__name__, e)
    def g():
        pass
    try:
        pass
        if x:
            x
        pass
    except* KeyError as e: print("star", e)
    return 5
for n in range(1, 50):
    sys.settrace(bad_at([n]))
    print("==", n)
    try: r = f1()
    except BaseException as e: r = (type(e).__name__, e.args)
    sys.settrace(None)
    print("result", n, r)
