# `mmap`: maps of nothing and of files, as sequences, files and buffers.
import copy
import mmap
import os
import pickle
import re
import tempfile
import weakref


def show(label, call, *args, **keywords):
    try:
        result = call(*args, **keywords)
    except Exception as error:
        print(label, "raises", type(error).__name__, error)
    else:
        print(label, "a map" if isinstance(result, mmap.mmap) else repr(result))


def assign(target, key, value):
    target[key] = value


def delete(target, key):
    del target[key]


m = mmap.mmap(-1, 20)
print(m, len(m), m.closed, m.tell(), bool(m), m[:], mmap.error, type(m).__mro__)
show("size", m.size)

# As a sequence.
m[0:5] = b"hello"
m[5] = 32
print(m[0], m[-1], m[:6], m[::2], m[5::-1], m[30:40], m[3:1])
for key in 20, -21, 2**70, "x", 1.5, None, slice(None, None, 0), (1,):
    show(f"get {key}", lambda: m[key])
    show(f"set {key}", assign, m, key, 1)
    show(f"delete {key}", delete, m, key)
show("delete", delete, m, slice(0, 2))
for value in b"a", 256, -1, "x", None, 2**70, b"abc", b"ab", bytearray(b"cd"), 1.5:
    show(f"set {value}", assign, m, 0, value)
    show(f"set slice {value}", assign, m, slice(0, 2), value)
    show(f"set step {value}", assign, m, slice(0, 4, 2), value)
print(m[:6], b"c" in m, 99 in m, list(m)[:3], list(reversed(m))[-2:], m == m[:], bytes(m)[:3], bytearray(m)[:3])
show("add", lambda: m + b"a")
show("multiply", lambda: m * 2)
show("less", lambda: m < b"a")
print(re.search(b"d", m), b"".join([m])[:3], m.find(memoryview(b"d")))

# As a file.
m[:] = b"hello\nworld\n" + bytes(8)
print(m.read(3), m.tell(), m.readline(), m.readline(), m.readline(), m.tell(), m.read(), m.readline())
for arguments in (0, 2), (-5, 1), (-50, 1), (50,), (0, 5), (-1, 2), (20,), (21,), ("x",):
    show(f"seek {arguments}", m.seek, *arguments)
show("read_byte", m.read_byte)
m.seek(0)
print(m.read_byte(), m.tell(), m.seekable())
for count in None, -1, 100, 0, "x":
    m.seek(0)
    show(f"read {count}", m.read, count)
m.seek(0)
for wanted in b"l", b"o", b"zz", b"", b"\n":
    print(wanted, m.find(wanted), m.rfind(wanted), m.find(wanted, 3), m.find(wanted, -18, -1), m.rfind(wanted, 2, 9), m.find(wanted, None, 4))
show("find", m.find, "x")
show("find", m.find)
show("find", m.find, b"l", "x")
show("find", m.find, b"", 30)
show("rfind", m.rfind, b"l", 9, 3)
m.seek(4)
print(m.find(b"h"), m.rfind(b"h"), m.find(b"o"))
for data in b"xyz", "x", b"x" * 100, b"":
    show(f"write {data[:5]}", m.write, data)
for byte in 65, 300, -1, "x":
    show(f"write_byte {byte}", m.write_byte, byte)
m.seek(20)
show("write_byte", m.write_byte, 1)
show("write", m.write, b"a")
for arguments in (0, 5, 3), (0, 5, 30), (-1, 5, 3), (0, 5, -3), (18, 0, 3), (0, 0, 0), ("x", 0, 0):
    show(f"move {arguments}", m.move, *arguments)
print(m[:])
for arguments in (), (0, 5), (0, 500), (-1,), (0, -1), (5000,), (0, 1, 1), (1, 5):
    show(f"flush {arguments}", m.flush, *arguments)
normal = mmap.MADV_NORMAL
for arguments in (normal,), (normal, 0, 5), (normal, 0, 500), (normal, -1), (normal, 500), (normal, 0, -1), (12345,), (normal, 5, 1), (), ("x",):
    show(f"madvise {arguments}", m.madvise, *arguments)

# As a buffer.
view = memoryview(m)
print(view.readonly, view.format, view.nbytes, view[:3].tobytes())
view[0] = 1
m[1] = 2
print(m[0], view[1])
show("close", m.close)
show("resize", m.resize, 10)
view.release()
show("resize", m.resize, 30)
show("resize", m.resize, 10)
print(len(m), m[:], m.tell())
for size in -1, 0, "x", 2**62:
    show(f"resize {size}", m.resize, size)
with memoryview(m):
    show("close", m.close)
with open(__file__, "rb", buffering=0) as file:
    print(file.readinto(m), m[:2])
print(m.__sizeof__(), m.__enter__() is m, m.__exit__(None, None, None), m.closed, m)
for name, *arguments in (
    ("read",), ("readline",), ("size",), ("tell",), ("flush",), ("find", b""), ("rfind", b""), ("seek", 0), ("write", b""),
    ("read_byte",), ("write_byte", 0), ("resize", 1), ("move", 0, 0, 0), ("madvise", 0), ("__len__",), ("__enter__",), ("close",),
):
    show(name, getattr(m, name), *arguments)
for label, call in ("get", lambda: m[0]), ("slice", lambda: m[:]), ("view", lambda: memoryview(m)), ("truth", lambda: bool(m)), ("set", lambda: assign(m, 0, 0)):
    show(label, call)

# Arguments.
for arguments in (), (-1,), (-1, 0), (-1, -1), ("x", 1), (-1, "x"), (-1, 2**70), (2**31 - 1, 10), (-1, 10, 0), (-1, 10, "x"), (0.5, 1), (-1, 1, 1, 1, 1, 1, 1, 1):
    show(f"new {arguments}", mmap.mmap, *arguments)
for keywords in (
    {"access": 99}, {"access": 1, "flags": 1}, {"access": 1, "prot": 1}, {"access": 1}, {"access": 2}, {"access": 3}, {"access": 0},
    {"offset": -1}, {"offset": 1}, {"offset": mmap.ALLOCATIONGRANULARITY}, {"flags": mmap.MAP_PRIVATE}, {"prot": mmap.PROT_READ},
    {"trackfd": False}, {"bad": 1}, {"access": "x"}, {"offset": "x"},
):
    show(f"new {keywords if 'offset' not in keywords or keywords['offset'] in (-1, 1, 'x') else 'offset'}", mmap.mmap, -1, 10, **keywords)

# Files.
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "file")
    with open(path, "wb+") as file:
        file.write(b"abc\ndef\nghi" * 500)
        file.flush()
        number = file.fileno()
        m = mmap.mmap(number, 0)
        print(m, m.size())
        m[0:3] = b"XYZ"
        print(os.pread(number, 5, 0))
        os.pwrite(number, b"qq", 0)
        print(m[:4])
        for size in 6000, 100:
            show("resize", m.resize, size)
            print(len(m), os.path.getsize(path), m.size())
        m.close()
        m = mmap.mmap(number, 10, access=mmap.ACCESS_READ)
        print(m, memoryview(m).readonly, m.size())
        for label, call in (
            ("item", lambda: assign(m, 0, 1)), ("slice", lambda: assign(m, slice(0, 1), b"a")), ("write", lambda: m.write(b"a")),
            ("write_byte", lambda: m.write_byte(1)), ("resize", lambda: m.resize(5)), ("move", lambda: m.move(0, 1, 1)), ("flush", m.flush),
            ("readinto", lambda: open(path, "rb", buffering=0).readinto(m)),
        ):
            show(label, call)
        m = mmap.mmap(number, 10, access=mmap.ACCESS_COPY)
        m[0] = 65
        print(m, m[0], os.pread(number, 1, 0), m.flush())
        show("resize", m.resize, 5)
        print(mmap.mmap(number, 10, access=mmap.ACCESS_WRITE), mmap.mmap(number, 10, prot=mmap.PROT_READ))
        m = mmap.mmap(number, 10, trackfd=False)
        show("size", m.size)
        show("resize", m.resize, 5)
        for arguments, keywords in ((10**6,), {}), ((0,), {"offset": 4096}), ((10,), {"offset": 4096}), ((0,), {"offset": 1 << 30}):
            show(f"new {arguments} {keywords}", mmap.mmap, number, *arguments, **keywords)
    with open(os.path.join(folder, "empty"), "wb+") as file:
        show("empty", mmap.mmap, file.fileno(), 0)
        show("empty", mmap.mmap, file.fileno(), 10)
    with open(path, "rb") as file:
        show("read-only file", mmap.mmap, file.fileno(), 10)
        show("read-only file", mmap.mmap, file.fileno(), 10, access=mmap.ACCESS_READ)


class Derived(mmap.mmap):
    def __init__(self, *args, **keywords):
        self.attribute = 1


derived = Derived(-1, 5)
print(derived.attribute, len(derived), weakref.ref(derived)() is derived)
show("copy", copy.copy, derived)
show("pickle", pickle.dumps, derived)
print(sorted(vars(mmap.mmap)))
