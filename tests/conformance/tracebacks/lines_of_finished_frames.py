# The line that a frame shows when it has ended without a `return`: that of the statement that was executed last.
import sys, gc
out=[]
def fr(): out.append(sys._getframe(1))
def a(x):
    try:
        fr()
    except ValueError:
        print(1)
def b(x):
    if x:
        fr()
    else:
        print(2)
def c(x):
    fr()
    if x: pass
    else:
        print(2)
def e(x):
    try:
        fr()
    finally:
        str(1)
def f(x):
    try:
        fr(); 1//0
    except ZeroDivisionError:
        str(2)
    except KeyError:
        str(3)
class W:
    def __enter__(s): return s
    def __exit__(s, *a): return True
def g(x):
    with W():
        fr()
def h(x):
    with W():
        fr(); 1//0
def i(x):
    fr()
    while x:
        x = 0
    else:
        str(1)
def j(x):
    match x:
        case 1:
            fr()
        case 2:
            print()
def k(x):
    if x:
        if x:
            fr()
        elif x > 1: print()
        else:
            print(2)
    else: print(3)
def m(x):
    fr()
    x and print
def n(x):
    fr()
    return
def o(x):
    for y in [1]:
        fr()
        break
    else:
        print()
def p(x):
    fr()
    try:
        return
    finally:
        str(1)
for fn in (a, b, c, e, f, g, h, i, j, k, m, n, o, p):
    print("==", fn.__name__)
    out.clear()
    fn(1)
    print(out[0].f_lineno - fn.__code__.co_firstlineno, out[0].f_lasti > 0)
