# sys.stdout, sys.stderr and sys.stdin replaced by odd things.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, error)


import sys
real, err = sys.stdout, sys.stderr
class Odd:
    def __init__(self): self.got = []
    def write(self, s): self.got.append(s)
class Raises:
    def write(self, s): raise ValueError("write " + repr(s))
    def flush(self): raise KeyError("flush")
class Recurses:
    def write(self, s): print(s)
for out in (None, 5, Odd(), Raises(), Recurses(), object()):
    sys.stdout = out
    try:
        print("hello", 1)
        result = "printed"
    except BaseException as e:
        result = f"{type(e).__name__} {str(e)[:40]}"
    try:
        print("x", flush=True)
        result += " flushed"
    except BaseException as e:
        result += f" {type(e).__name__} {str(e)[:40]}"
    try:
        sys.displayhook(5)
        result += " displayed"
    except BaseException as e:
        result += f" {type(e).__name__} {str(e)[:40]}"
    sys.stdout = real
    print(type(out).__name__, result, getattr(out, "got", ""))
del sys.stdout
try:
    print("x")
except BaseException as e:
    result = repr(e)
try:
    sys.displayhook(1)
except BaseException as e:
    result += repr(e)
sys.stdout = real
print(result)
for inp in (None, 5, object()):
    saved, sys.stdin = sys.stdin, inp
    attempt("input", lambda: input("prompt"))
    sys.stdin = saved
class In:
    def readline(self): return line
    def fileno(self): raise OSError
for line in ("text\n", "text", "", b"bytes", 5):
    sys.stdin = In()
    attempt("input", lambda: input())
sys.stdin = saved
for hook in (None, 5, lambda: 1, lambda *a: 1 / 0):
    sys.excepthook = hook
    print(callable(hook))
sys.excepthook = sys.__excepthook__
class D:
    def __del__(self): raise ValueError("in del")
sys.stderr = None
D()
sys.stderr = Odd()
D()
odd, sys.stderr = sys.stderr, err
print("ValueError: in del" in "".join(odd.got))
sys.stderr = Raises()
D()
sys.stderr = err
for hook in (None, 5, lambda u: 1 / 0, lambda u: print("hook", u.exc_value)):
    sys.unraisablehook = hook
    sys.stderr = Odd()
    D()
    text = "".join(sys.stderr.got)
    sys.stderr = err
    print(text.splitlines()[-1:])
attempt("setrecursionlimit", lambda: sys.setrecursionlimit(1))
attempt("setrecursionlimit", lambda: sys.setrecursionlimit("x"))
attempt("setrecursionlimit", lambda: sys.setrecursionlimit(2**31))
attempt("getframe", lambda: sys._getframe(-1) is sys._getframe())
attempt("getframe", lambda: sys._getframe(10**10))
attempt("intern", lambda: sys.intern(5))
attempt("intern", lambda: sys.intern(type("S", (str,), {})("x")))
attempt("getrefcount", lambda: sys.getrefcount())
attempt("getsizeof", lambda: sys.getsizeof(type("S", (), {"__sizeof__": lambda s: -1})()))
attempt("getsizeof", lambda: sys.getsizeof(type("S", (), {"__sizeof__": lambda s: "x"})(), 5))
attempt("exit", lambda: sys.exit([1, 2]))
attempt("exc_info", lambda: sys.exc_info())
attempt("digits", lambda: sys.set_int_max_str_digits(5))
attempt("path", lambda: sys.path.append(5) or __import__("nothing_there"))
sys.path = None
attempt("path None", lambda: __import__("nothing_there"))
sys.path = 5
attempt("path 5", lambda: __import__("nothing_there"))
