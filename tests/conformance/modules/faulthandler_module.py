# `faulthandler`: the stack of calls on demand, at a signal and after a time.
import faulthandler
import os
import signal
import sys
import tempfile

folder = os.path.dirname(os.path.abspath(__file__))


def show(label, call, *args, **keywords):
    try:
        result = call(*args, **keywords)
    except Exception as error:
        print(label, "raises", type(error).__name__, error)
    else:
        print(label, repr(result))


def written(call):
    """What `call(file)` writes, without the thread's number and name, and without the folder of this script."""
    with tempfile.TemporaryFile() as file:
        call(file)
        text = os.pread(file.fileno(), 100000, 0).decode()
    lines = text.replace(__file__, "SCRIPT").replace(folder, "FOLDER").splitlines()
    return [line if "hread 0x" not in line else line[: line.index("0x")] + "..." for line in lines]


print(faulthandler.is_enabled(), faulthandler.disable())
show("enable", faulthandler.enable, 1)
print(faulthandler.is_enabled(), faulthandler.disable(), faulthandler.disable())


class Class:
    def method(self, file):
        [faulthandler.dump_traceback(file, False) for _ in range(1)]
        (lambda: faulthandler.dump_traceback(file, all_threads=False))()


def generator(file):
    faulthandler.dump_traceback(file.fileno(), False)
    yield


def deep(file, count=150):
    if count:
        deep(file, count - 1)
    else:
        faulthandler.dump_traceback(file, False)


print(*written(Class().method), sep="\n")
print(*written(lambda file: list(generator(file))), sep="\n")
print(*written(lambda file: faulthandler.dump_traceback(file)), sep="\n")
print(*written(lambda file: exec("faulthandler.dump_traceback(file, 0)", {"faulthandler": faulthandler, "file": file})), sep="\n")
named = compile("def é" + "x" * 600 + "(): f.dump_traceback(file, 0)\né" + "x" * 600 + "()", "fi€l\U0001f600", "exec")
print(*written(lambda file: exec(named, {"f": faulthandler, "file": file}))[:2], sep="\n")
print(len(written(deep)))


class File:
    def __init__(self, number):
        self.number = number

    def fileno(self):
        return self.number


sink = os.open(os.devnull, os.O_WRONLY)
for file in -1, "x", 1.5, 2**40, sink, File(sink), File(-1), File("x"), File(2**40):
    shown = file if isinstance(file, (str, float)) or file in (-1, 2**40) else type(file).__name__
    show(f"dump_traceback {shown}", faulthandler.dump_traceback, file)
    show(f"enable {shown}", faulthandler.enable, file)
show("enable", faulthandler.enable, 1, 2, 3, 4)
faulthandler.disable()

for arguments in (), (0,), (-1,), ("x",), (1e300,), (None,), (float("nan"),):
    show(f"later {arguments}", faulthandler.dump_traceback_later, *arguments)
show("later", faulthandler.dump_traceback_later, 1000, True, sink, False)
show("cancel", faulthandler.cancel_dump_traceback_later)
show("cancel", faulthandler.cancel_dump_traceback_later)
show("later", faulthandler.dump_traceback_later, 1000, file=-1)
show("later", faulthandler.dump_traceback_later, 1000, repeat="x")

for number in 0, 65, -1, "x", signal.SIGSEGV, signal.SIGFPE, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGKILL:
    show(f"register {number}", faulthandler.register, number, sink)
    show(f"unregister {number}", faulthandler.unregister, number)


def at_signal(file):
    faulthandler.register(signal.SIGUSR1, file, False)
    os.kill(os.getpid(), signal.SIGUSR1)


print(*written(at_signal), sep="\n")
print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))


def chained(file):
    faulthandler.register(signal.SIGUSR1, file, all_threads=False, chain=True)
    os.kill(os.getpid(), signal.SIGUSR1)
    faulthandler.unregister(signal.SIGUSR1)
    os.kill(os.getpid(), signal.SIGUSR1)


signal.signal(signal.SIGUSR1, lambda *_: print("handler"))
print(*written(chained), sep="\n")

sys.stderr = None
show("enable", faulthandler.enable)
show("dump_traceback", faulthandler.dump_traceback)
del sys.stderr
show("enable", faulthandler.enable)
