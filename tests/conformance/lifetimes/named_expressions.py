# The value of a named expression is counted on its own, beside the variable.
import sys
def f(a):
    print(sys.getrefcount(v := []), sys.getrefcount(v))
    print(sys.getrefcount(v := a), sys.getrefcount(v))
    print([sys.getrefcount(w := b) for b in ([], [1])])
    print((x := []), sys.getrefcount(x), [y := x, sys.getrefcount(y), y])
    if (z := []) or sys.getrefcount(z): print(sys.getrefcount(z))
    return sys.getrefcount(u := v)
print(f([]))
