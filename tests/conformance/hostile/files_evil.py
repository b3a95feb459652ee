# Files that are directories, closed, missing, badly encoded.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, error)


import os, sys
name = "_files_evil.tmp"
for args in (("/",), ("",), ("\0",), ("a\0b",), (5.5,), (None,), (-1,), (10**6,), ("/nonexistent/x",), ("/etc/passwd/x",), (name, "q"), (name, ""), (name, "rw"), (name, "rr"), (name, "r+w"), (name, "bt"), (name, "rU"), (name, "w", -5), (name, "wb", 0), (name, "w", 0), (name, "r", -1, "nope"), (name, "rb", -1, "utf-8"), (name, "r", -1, None, "bad"), (name, "rb", -1, None, "strict"), (name, "rb", -1, None, None, "\n"), (name, "r", -1, None, None, "q"), (b"/nonexistent",), ("/", "w"), ("/nonexistent/\udcff",), ([],), (name, 5), (name, "x" * 100), ("a" * 5000,)):
    try:
        f = open(*args)
        print(str(args)[:40], "opened")
        f.close()
    except Exception as e:
        print(str(args)[:40], type(e).__name__, str(e)[:90])
with open(name, "wb") as f:
    f.write(b"ok\nbad \xff\xfe\nlast")
    attempt("write str", lambda: f.write("x"))
    attempt("read", lambda: f.read())
    attempt("write int", lambda: f.write(5))
attempt("closed", lambda: f.write(b""))
attempt("closed", lambda: f.fileno())
attempt("closed", lambda: f.__enter__())
attempt("closed twice", lambda: f.close())
with open(name, encoding="utf-8") as f:
    attempt("bad utf-8", lambda: f.read())
    attempt("write", lambda: f.write("x"))
with open(name, encoding="ascii", errors="replace") as f:
    attempt("replace", lambda: ascii(f.read()))
with open(name, encoding="utf-8", errors="surrogateescape") as f:
    attempt("escape", lambda: ascii(list(f)))
with open(name, "w", encoding="ascii") as f:
    attempt("encode", lambda: f.write("é"))
    attempt("bytes", lambda: f.write(b"x"))
    attempt("lines", lambda: f.writelines([1]))
    attempt("lines", lambda: f.writelines(5))
    attempt("seek", lambda: f.seek(-1))
    attempt("seek", lambda: f.seek(0, 9))
    attempt("truncate", lambda: f.truncate(-1))
with open(name, "r+") as f:
    def again():
        for line in f:
            f.close()
            yield line
    attempt("closed in loop", lambda: list(again()))
with open(name, "w") as f: f.write("a\nb\n")
with open(name) as f:
    for line in f:
        attempt("tell in loop", lambda: f.tell())
        break
attempt("read size", lambda: open(name).read(-5))
attempt("read size", lambda: open(name).read("x"))
attempt("readline", lambda: open(name).readline(0))
f = open(name)
attempt("del attribute", lambda: delattr(f, "name"))
attempt("context", lambda: f.__exit__())
f.close()
os.remove(name)
for f, args in ((os.remove, ("/nonexistent",)), (os.listdir, ("/nonexistent",)), (os.mkdir, ("/",)), (os.rmdir, ("/nonexistent",)), (os.rename, ("/nonexistent", "/x")), (os.chdir, ("/nonexistent",)), (os.stat, ("\0",)), (os.listdir, (5.5,)), (os.getenv, (5,)), (os.path.join, ("a", 5)), (os.path.join, ("a", b"b")), (os.fspath, (5,)), (os.path.exists, ("\0",)), (os.path.isdir, (10**6,))):
    attempt(f.__name__, lambda: f(*args))
