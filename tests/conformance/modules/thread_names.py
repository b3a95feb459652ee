# What `_thread` has besides starting threads: names, the hook for what a thread does not catch, clocks.
import _thread
import sys
import time
import types

sys.stderr = sys.stdout


def show(label, call, *args, **keywords):
    try:
        result = call(*args, **keywords)
    except Exception as error:
        print(label, "raises", type(error).__name__, error)
    else:
        print(label, repr(result))


print(_thread._NAME_MAXLEN)
for name in "name", "n" * 30, "é" * 8, "x" + "€" * 6, "a\0b", "", "a\udc80b":
    show("set_name", _thread.set_name, name)
    print(ascii(_thread._get_name()))
show("set_name", _thread.set_name, name="by keyword")
show("set_name", _thread.set_name, 1)
show("set_name", _thread.set_name)

Arguments = _thread._ExceptHookArgs
print(Arguments.__mro__, Arguments.n_fields, Arguments.__match_args__)
show("arguments", Arguments, (1, 2, 3))
show("arguments", Arguments, 1)


class Thread:
    name = "the thread"
    _stderr = sys.stdout


class Nameless:
    @property
    def name(self):
        raise ValueError


error = ValueError("text")
print(Arguments((ValueError, error, None, None)))
for arguments in (
    (ValueError, error, None, Thread()),
    (ValueError, None, None, Thread()),
    (SystemExit, SystemExit(3), None, Thread()),
):
    show("hook", _thread._excepthook, Arguments(arguments))
show("hook", _thread._excepthook, (ValueError, error, None, Thread()))
show("hook", _thread._excepthook, 1)
try:
    1 / 0
except ZeroDivisionError as caught:
    show("hook", _thread._excepthook, Arguments((type(caught), caught, caught.__traceback__, Thread())))


class Collected:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text


for thread in None, Nameless(), 5:
    sys.stderr = Collected()
    show("hook", _thread._excepthook, Arguments((ValueError, error, None, thread)))
    print(sys.stderr.text.replace(str(_thread.get_ident()), "N"))
sys.stderr = None
show("hook", _thread._excepthook, Arguments((ValueError, error, None, None)))
show("hook", _thread._excepthook, Arguments((ValueError, error, None, 5)))
show("hook", _thread._excepthook, Arguments((ValueError, error, None, Thread())))

clock = time.pthread_getcpuclockid(_thread.get_ident())
print(type(clock), time.clock_gettime(clock) >= 0)
show("clock", time.pthread_getcpuclockid, 1.5)
show("clock", time.pthread_getcpuclockid, "x")
show("clock", time.pthread_getcpuclockid)

import unicodedata

capsule = unicodedata._ucnhash_CAPI
print(type(capsule) is types.CapsuleType, types.CapsuleType, repr(capsule)[:43], capsule.__sizeof__())
print(sorted(vars(types.CapsuleType)))
show("CapsuleType", types.CapsuleType)
