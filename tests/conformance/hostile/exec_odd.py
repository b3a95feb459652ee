# exec, eval and compile with odd arguments.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, error)


for f in (eval, exec, compile):
    for args in ((), (5,), (None,), (b"1",), ("",), (" ",), ("\n",), ("1\0",), (b"1\0",), (bytearray(b"1"),), (memoryview(b"1"),), ("1", 5), ("1", {}, 5), ("1", None, {}), ("1", {}, {}, {}), ("1", "f", "bad"), ("1", "f", 5), ("1", 5, "exec"), ("1", b"f", "exec"), ("1", "f\0", "exec"), ("1", "f", "exec", -1), ("1", "f", "exec", 0, 0, 5), ("1", "f", "exec", 0, 0, -2), ("\ud800", "f", "exec"), (b"\xff", "f", "exec"), (b"# coding: nope\n1", "f", "exec"), (b"\xef\xbb\xbf1", "f", "exec"), ("\ufeff1", "f", "exec"), ([], {}), (lambda: 1,), (compile("1", "f", "eval"), {}), (compile("a", "f", "eval"), {"a": 5}), (compile("x=1", "f", "exec"), {}, {})):
        try:
            r = f(*args)
            print(f.__name__, str(args)[:40].split(" at 0x")[0], "code" if type(r).__name__ == "code" else r)
        except BaseException as e:
            print(f.__name__, str(args)[:40].split(" at 0x")[0], type(e).__name__, str(e).split(" at 0x")[0])
class Map(dict):
    def __getitem__(self, k): return k * 2
    def __missing__(self, k): return "missing"
attempt("mapping locals", lambda: eval("a + b", {}, Map()))
attempt("mapping globals", lambda: eval("a", Map(a=1)))
attempt("odd locals", lambda: exec("x = 1\nprint(x)", {}, Map()))
class Raises:
    def __getitem__(self, k): raise ZeroDivisionError(k)
    def __setitem__(self, k, v): raise ArithmeticError(k)
    def __delitem__(self, k): raise LookupError(k)
attempt("raising get", lambda: eval("a", {}, Raises()))
attempt("raising set", lambda: exec("a = 1", {}, Raises()))
attempt("raising del", lambda: exec("del a", {}, Raises()))
attempt("raising import", lambda: exec("import sys", {}, Raises()))
attempt("raising class", lambda: exec("class C: pass", {}, Raises()))
attempt("raising def", lambda: exec("def f(): pass", {}, Raises()))
attempt("raising for", lambda: exec("for i in [1]: pass", {}, Raises()))
attempt("closure", lambda: exec((lambda x: (lambda: x))(1).__code__))
attempt("closure given", lambda: exec((lambda x: (lambda: print(x)))(1).__code__, {}, closure=(lambda x: (lambda: x))(7).__closure__))
attempt("closure bad", lambda: exec("1", closure=()))
attempt("closure bad", lambda: exec((lambda: 1).__code__, closure=(5,)))
def loop(n):
    return eval("loop(n + 1)", globals(), {"n": n})
attempt("eval recursion", lambda: loop(0))
source = "exec(source)"
attempt("exec recursion", lambda: exec(source))
attempt("function code", lambda: eval((lambda: 5).__code__))
attempt("arguments code", lambda: eval((lambda a: 5).__code__))
def gen(): yield 1
attempt("generator code", lambda: type(eval(gen.__code__)).__name__)
attempt("globals write", lambda: exec("globals()['q'] = 1; print(q)", {}))
attempt("locals write", lambda: exec("locals()['q'] = 1; print(q)", {}))
attempt("return", lambda: eval("return 1"))
attempt("statement", lambda: eval("x = 1"))
attempt("two", lambda: compile("1\n2", "f", "single"))
attempt("single", lambda: exec(compile("1", "f", "single")))
attempt("single none", lambda: exec(compile("None", "f", "single")))
attempt("single for", lambda: exec(compile("for i in (1, 2): i\n", "f", "single")))
attempt("open", lambda: compile("(", "f", "exec"))
attempt("indent", lambda: compile(" 1", "f", "exec"))
attempt("eval indent", lambda: eval(" \t 1"))
attempt("newline", lambda: eval("1\n\n"))
attempt("comment", lambda: eval("1 # x"))
attempt("only comment", lambda: eval("# x"))
attempt("name", lambda: __import__(""))
attempt("name", lambda: __import__("a\0b"))
attempt("name", lambda: __import__("a..b"))
attempt("name", lambda: __import__(".a"))
attempt("name", lambda: __import__("a", level=-1))
attempt("name", lambda: __import__("a", level=1))
attempt("name", lambda: __import__(5))
