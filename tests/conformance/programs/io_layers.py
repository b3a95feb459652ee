"""Streams of our own: raw devices, buffering, text over bytes, filters that stack, pipes of bytes, wrong uses."""

import codecs
import contextlib
import io
import itertools
import os
import sys
import tempfile
from collections import deque


class Tape(io.RawIOBase):
    """A device that gives at most a few bytes at a time and notes what is asked of it."""

    def __init__(self, data=b"", most=4, *, writable=False):
        self.data, self.place, self.most, self.log, self._writable = bytearray(data), 0, most, [], writable

    def readable(self):
        return True

    def writable(self):
        return self._writable

    def seekable(self):
        return True

    def readinto(self, buffer):
        size = min(len(buffer), self.most, len(self.data) - self.place)
        self.log.append(("read", len(buffer), size))
        buffer[:size] = self.data[self.place : self.place + size]
        self.place += size
        return size

    def write(self, data):
        size = min(len(data), self.most)
        self.log.append(("write", len(data), size))
        self.data[self.place : self.place + size] = data[:size]
        self.place += size
        return size

    def seek(self, offset, whence=0):
        self.log.append(("seek", offset, whence))
        self.place = (0, self.place, len(self.data))[whence] + offset
        return self.place

    def close(self):
        if not self.closed:
            self.log.append("close")
        super().close()


class Upper(io.TextIOBase):
    """A text filter over another text stream."""

    def __init__(self, inner):
        self.inner = inner

    def write(self, text):
        return self.inner.write(text.upper())

    def readline(self, size=-1):
        return self.inner.readline(size).upper()

    def writable(self):
        return True


class Blocking(io.RawIOBase):
    """Gives nothing now and then, as a descriptor that would block."""

    def __init__(self, *parts):
        self.parts = deque(parts)

    def readable(self):
        return True

    def readinto(self, buffer):
        part = self.parts.popleft() if self.parts else b""
        if part is None:
            return None
        buffer[: len(part)] = part
        return len(part)


def attempt(*actions):
    for action in actions:
        try:
            print("  ", repr(action()))
        except Exception as error:
            print("  ", type(error).__name__, error)


tape = Tape(b"first line\nsecond \xc3\xa9\r\nthird\rlast", 5)
print(tape.read(3), tape.readline(), tape.readall()[:8], tape.tell(), tape.log[:4])
tape.seek(0)
tape.log.clear()
reader = io.BufferedReader(tape, 8)
print(reader.peek(2), reader.read(2), reader.read1(100), reader.tell(), tape.log)
print(reader.readline(), reader.seek(-3, os.SEEK_END), reader.read(), reader.raw is tape)
reader.seek(0)
text = io.TextIOWrapper(reader, "utf-8", newline=None)
print(text.readline(), text.newlines, list(text), text.newlines, sep=" | ")
text.seek(0)
print([text.read(5), text.tell() > 0, text.readlines(9)])
print(text.detach() is reader, reader.closed, "detached")
attempt(lambda: text.read(), lambda: text.encoding, lambda: reader.detach() is tape, lambda: reader.read(1))
for newline in (None, "", "\n", "\r", "\r\n"):
    source = io.TextIOWrapper(io.BytesIO(b"a\nb\r\nc\rd"), "ascii", newline=newline)
    target = io.BytesIO()
    with io.TextIOWrapper(target, "ascii", newline=newline, write_through=True) as out:
        out.write("1\n2\r\n")
        written = target.getvalue()
    print(repr(newline), source.readlines(), source.newlines, written)
attempt(lambda: io.TextIOWrapper(io.BytesIO(), "nope"), lambda: io.TextIOWrapper(io.BytesIO(), newline="x"),
        lambda: io.TextIOWrapper(io.BytesIO(b"\xff\xfe"), "utf-8").read(),
        lambda: io.TextIOWrapper(io.BytesIO(b"\xffa"), "utf-8", errors="surrogateescape").read(),
        lambda: io.TextIOWrapper(io.BytesIO(), "ascii").write("é"), lambda: io.TextIOWrapper(io.StringIO()),
        lambda: io.TextIOWrapper(io.BytesIO(), errors="no", encoding="utf-8"),
        lambda: io.TextIOWrapper(io.BytesIO(b"abc"), "ascii").seek(1, 1),
        lambda: io.TextIOWrapper(io.BytesIO(b"abc"), "ascii").seek(-1),
        lambda: io.TextIOWrapper(io.BytesIO(b"abc")).write(b"x"))
out = Tape(writable=True, most=3)
with io.BufferedWriter(out, 6) as writer:
    print(writer.write(b"abcd"), out.log, writer.write(b"efgh"), out.log, writer.flush(), bytes(out.data),
          writer.tell())
    attempt(lambda: writer.read(), lambda: writer.write("x"), lambda: writer.truncate())
print(out.log[-1], out.closed, writer.closed)
attempt(lambda: writer.write(b"x"), lambda: out.read(), lambda: io.BufferedWriter(Tape()),
        lambda: io.BufferedReader(io.BytesIO(), -1), lambda: io.BufferedRandom(Blocking()),
        lambda: io.BufferedReader(3))
both = io.BufferedRandom(Tape(b"0123456789", writable=True), 4)
both.read(2)
both.write(b"XY")
both.seek(1)
print(both.read(5), both.seek(0, 2), both.write(b"!"), both.flush(), bytes(both.raw.data))
pair = io.BufferedRWPair(Tape(b"in"), out2 := Tape(writable=True))
print(pair.read(1), pair.write(b"out"), pair.flush(), bytes(out2.data), pair.readable(),
      pair.seekable() if hasattr(pair, "seekable") else None, pair.peek(1))
stream = io.BufferedReader(Blocking(b"ab", None, b"cd", None, b"", b"ef"))
print([stream.read(3), stream.read1(2), stream.read(), stream.readline()])
print(Blocking(None).read(4), Blocking(b"x", None, b"y").readall(), Blocking(None).readall())
lines = io.StringIO("one\ntwo\nthree")
upper = Upper(lines)
print(list(upper), upper.write("x") , lines.getvalue(), upper.writable(), upper.readable(), upper.seekable(),
      upper.isatty(), upper.encoding)
attempt(lambda: upper.read(), lambda: upper.fileno(), lambda: upper.seek(0), lambda: upper.detach(),
        lambda: upper.truncate(), lambda: io.TextIOBase().readline(), lambda: io.RawIOBase().read(),
        lambda: io.IOBase().readline(), lambda: io.BufferedIOBase().read1())
memory = io.BytesIO(b"0123456789")
with memory.getbuffer() as view:
    view[2:4] = b"AB"
    attempt(lambda: memory.write(b"x" * 20), lambda: memory.truncate(3), lambda: memory.close())
print(memory.read(5), memory.readinto(view2 := bytearray(3)), view2, memory.readline(1), memory.seek(20),
      memory.write(b"z"), memory.getvalue()[9:], memory.truncate(4), memory.tell())
string = io.StringIO("a\r\nb\n", newline=None)
print(repr(string.getvalue()), string.read(1), string.truncate(), string.getvalue(), string.seek(5), string.write("!"),
      ascii(string.getvalue()), io.StringIO("x\ny", newline="\r\n").getvalue())
attempt(lambda: string.seek(-1), lambda: string.seek(1, 1), lambda: string.seek(0, 5), lambda: string.write(b""),
        lambda: io.StringIO(3), lambda: io.StringIO("", "q"), lambda: io.BytesIO("x"), lambda: memory.seek(-1),
        lambda: memory.writelines(["x"]), lambda: io.BytesIO().readinto(b"x"), lambda: io.StringIO().__next__(),
        lambda: io.open(b"", "r"), lambda: io.open("x", "rw"), lambda: io.open("x", "rb", encoding="a"),
        lambda: io.open("x", "bt"), lambda: io.open("x", "rb", 1, newline=""), lambda: io.open("x", "r", 0),
        lambda: io.open("x", "U"), lambda: open(-5), lambda: open("/nowhere/x"), lambda: open(1.5))
closed = io.StringIO()
closed.close()
attempt(lambda: closed.read(), lambda: closed.__enter__(), lambda: next(closed), lambda: closed.closed,
        lambda: closed.getvalue(), lambda: closed.close())
with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
    with open("t", "w+", encoding="utf-16", newline="") as file:
        print(file.write("aé\n😀"), file.tell(), file.seek(0), file.read(), file.mode, file.name, file.line_buffering,
              file.reconfigure(newline="\r\n"), file.write("\n"), os.path.getsize("t"))
        attempt(lambda: file.reconfigure(encoding="nope"), lambda: file.buffer.raw.mode,
                lambda: file.buffer.raw.closefd, lambda: file.seek(3), lambda: file.buffer.raw.readall()[:2] + b"",
                lambda: next(file) and file.tell())
    print(open("t", "rb").read()[:2] == codecs.BOM_UTF16_LE, [len(chunk) for chunk in itertools.batched(open("t",
            encoding="utf-16", newline="").read(), 4)])
    with open("t", "xb") if not os.path.exists("t") else open("t", "ab", buffering=0) as raw:
        print(raw.tell(), raw.write(b"tail"), raw.mode, raw.readable(), type(raw).__name__, raw.isatty())
        attempt(lambda: raw.read(), lambda: raw.seek(0) or raw.truncate(2), lambda: raw.fileno() > 2)
    print(os.stat("t").st_size, sys.stdout.isatty(), io.text_encoding(None), io.DEFAULT_BUFFER_SIZE > 1000)
