# io: streams in memory.
import contextlib
import io

s = io.StringIO("one\ntwo\n\nthree")
print(s.readline(), s.read(2), s.tell(), s.readlines(), s.read(), s.seek(0), list(s))
s.seek(4)
print(s.write("TWO!"), s.getvalue(), s.truncate(5), s.getvalue(), s.tell())
s.seek(8)
s.write("x")
print(repr(s.getvalue()), s.closed, s.readable(), s.writable(), s.seekable(), s.isatty())
with io.StringIO() as out:
    with contextlib.redirect_stdout(out):
        print("caught", 1)
        print("twice")
    text = out.getvalue()
print(repr(text), out.closed)
for bad in (lambda: out.read(), lambda: io.StringIO(b""), lambda: io.StringIO().write(1), lambda: s.seek(-1), lambda: s.seek(1, 1), lambda: s.fileno(), lambda: io.BytesIO("s"), lambda: io.StringIO("", "x")):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
b = io.BytesIO(b"ab\ncd")
print(b.readline(), b.tell(), b.read(), b.seek(-1, 2), b.write(b"XYZ"), b.getvalue(), b.seek(0), list(b))
n = io.StringIO("a\r\nb\rc\n", newline=None)
print(n.readlines(), n.newlines, repr(io.StringIO("a\nb", newline="\r\n").getvalue()), io.StringIO("a\rb\n", newline="").readlines())
