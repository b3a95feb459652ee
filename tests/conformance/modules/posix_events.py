# Descriptors without a file: counters of events, timers, memory, processes; and moving data between them and buffers.
import os


def show(label, call, *args, **keywords):
    try:
        result = call(*args, **keywords)
    except Exception as error:
        print(label, "raises", type(error).__name__, error)
    else:
        print(label, repr(result))


# Counters.
counter = os.eventfd(3, os.EFD_NONBLOCK)
print(os.get_inheritable(counter))
show("eventfd_read", os.eventfd_read, counter)
show("eventfd_read empty", os.eventfd_read, counter)
show("eventfd_write", os.eventfd_write, counter, 7)
show("eventfd_write negative", os.eventfd_write, counter, -1)
show("eventfd_write large", os.eventfd_write, counter, 2**64)
show("eventfd_write largest", os.eventfd_write, counter, 2**64 - 1)


class HasDescriptor:
    def fileno(self):
        return counter


show("eventfd_write object", os.eventfd_write, HasDescriptor(), 1)
show("eventfd_read object", os.eventfd_read, HasDescriptor())
for value in -1, 2**32, "x", 1.5:
    show(f"eventfd {value!r}", os.eventfd, value)
semaphore = os.eventfd(2, flags=os.EFD_SEMAPHORE | os.EFD_NONBLOCK)
print([os.eventfd_read(semaphore), os.eventfd_read(semaphore)])
os.close(counter)
os.close(semaphore)
show("eventfd_read closed", os.eventfd_read, counter)
show("eventfd_read negative", os.eventfd_read, -1)
show("eventfd_read None", os.eventfd_read, None)

# Timers.
timer = os.timerfd_create(1, flags=os.TFD_NONBLOCK)
print(os.get_inheritable(timer))
show("gettime", os.timerfd_gettime, timer)
show("gettime_ns", os.timerfd_gettime_ns, timer)
show("settime", os.timerfd_settime, timer, initial=1000, interval=3.25)
print(os.timerfd_gettime(timer)[1], os.timerfd_gettime_ns(timer)[1])
print(os.timerfd_settime(timer)[1])
show("settime_ns", os.timerfd_settime_ns, timer, initial=10**13, interval=5)
print(os.timerfd_settime_ns(timer)[1], 999 < os.timerfd_gettime(timer)[0])
for value in float("nan"), -1, 1e300, "x", None, 2**70, 1.5:
    show(f"initial {value!r}", os.timerfd_settime, timer, initial=value, interval=-1)
    show(f"initial_ns {value!r}", os.timerfd_settime_ns, timer, initial=value, interval=-1)
show("flags", os.timerfd_settime, timer, flags=1 << 20)
show("clock", os.timerfd_create, 99)
show("clock", os.timerfd_create, "x")
show("positional flags", os.timerfd_create, 1, 0)
os.close(timer)
show("closed", os.timerfd_gettime, timer)

# Memory as a file, and several buffers at once.
memory = os.memfd_create("name")
print(os.get_inheritable(memory))
print(os.writev(memory, [b"hello", bytearray(b" "), memoryview(b"world")]))
first, second = bytearray(3), bytearray(4)
print(os.preadv(memory, (first, second), 4), first, second)
os.lseek(memory, 0, 0)
print(os.readv(memory, [first, second]), first, second)
print(os.readv(memory, [first, second]), first, second)
print(os.readv(memory, [first, second]), first, second)
print(os.pwritev(memory, [b"ab", bytearray(b"cd")], 1))
print(os.preadv(memory, [first], 0, 0), first)
print(os.pread(memory, 20, 0))
for name in "readv", "writev", "preadv", "pwritev":
    call = getattr(os, name)
    rest = (0,) if name.startswith("p") else ()
    for buffers in [], 5, {b"x"}, iter([]), ["x"], "x", [1], [b"xyz"], [memoryview(bytearray(4))[::2]], [memoryview(b"a")]:
        if name.endswith("writev") and isinstance(buffers, list) and buffers and buffers[0] in (b"xyz", b"a"):
            continue
        shown = type(buffers).__name__ if not isinstance(buffers, list) else buffers and type(buffers[0]).__name__
        show(f"{name} {shown}", call, memory, buffers, *rest)
    show(f"{name} closed", call, 2**31 - 1, [b""] if "write" in name else [first], *rest)
    show(f"{name} number", call, "x", [], *rest)
show("preadv offset", os.preadv, memory, [first], "x")
show("preadv flags", os.preadv, memory, [first], 0, "x")
show("preadv offset", os.preadv, memory, [first], 2**70)
for name in "a\0b", 1, "a" * 300:
    show("memfd_create", os.memfd_create, name)
for flags in -1, 1 << 30, "x":
    show("memfd_create flags", os.memfd_create, "a", flags)

# Locks on parts of it.
show("lockf", os.lockf, memory, os.F_LOCK, 0)
show("lockf", os.lockf, memory, os.F_TEST, 0)
show("lockf", os.lockf, memory, os.F_ULOCK, 0)
show("lockf command", os.lockf, memory, 77, 0)
show("lockf length", os.lockf, memory, os.F_LOCK, 2**70)
show("lockf float", os.lockf, memory, os.F_LOCK, 1.5)
show("lockf closed", os.lockf, 2**31 - 1, os.F_LOCK, 0)

# Through a pipe.
read, write = os.pipe()
os.write(write, b"data12")
show("splice", os.splice, read, memory, 4, offset_dst=2)
show("splice", os.splice, read, memory, 2, None, 0, os.SPLICE_F_NONBLOCK)
print(os.pread(memory, 20, 0))
show("splice", os.splice, memory, write, 3, 0)
print(os.read(read, 10))
show("splice offset of a pipe", os.splice, read, memory, 3, 1)
show("splice without a pipe", os.splice, memory, memory, 3)
for arguments in (read, write, -1), ("x", write, 1), (read, write, 1, "x"), (read, write, 1, None, None, -1), (read, write, 1, None, None, 2**40):
    show("splice", os.splice, *arguments)
show("splice closed", os.splice, 2**31 - 1, write, 1)
os.close(read)
os.close(write)

# Attributes of files: the arguments.
for name in "getxattr", "setxattr", "removexattr":
    call = getattr(os, name)
    rest = (b"",) if name == "setxattr" else ()
    for path, attribute in (None, "user.a"), (1.5, "user.a"), ("a\0", "user.a"), (memory, 1), (memory, "a\0b"), ("missing", "user.a"):
        show(name, call, path, attribute, *rest)
    show(f"{name} link", call, memory, "user.a", *rest, follow_symlinks=False)
show("setxattr value", os.setxattr, memory, "user.a", "text")
show("setxattr flags", os.setxattr, memory, "user.a", b"", "x")
show("listxattr", os.listxattr, 1.5)
show("listxattr", os.listxattr, "missing")
show("listxattr", os.listxattr, memory, follow_symlinks=False)
show("listxattr", os.listxattr, 2**31)
os.close(memory)

# A process.
this = os.pidfd_open(os.getpid())
print(os.get_inheritable(this))
os.close(this)
for arguments in (-1,), (2**31 - 1,), ("x",), (os.getpid(), -1), (os.getpid(), 1 << 30), (os.getpid(), 2**40):
    show("pidfd_open", os.pidfd_open, *arguments)
