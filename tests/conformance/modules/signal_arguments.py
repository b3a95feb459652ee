# What the functions of _signal refuse and what they give.
import _signal
import _thread
import os

# Whoever started this may have ignored it.
_signal.signal(_signal.SIGINT, _signal.default_int_handler)


def show(function, *arguments, **named):
    try:
        result = function(*arguments, **named)
    except BaseException as error:
        print(function.__name__, arguments, type(error).__name__, error)
    else:
        print(function.__name__, arguments, result)


for arguments in [(0, 0), (65, 0), (9, 0), (33, 0), (2, 5), (2, 1.0), ("a", 0), (2,), (2, True)]:
    show(_signal.signal, *arguments)
for number in (0, 2, 13, 25, 33, 64, 65, "a"):
    show(_signal.getsignal, number)
for number in (0, 2, 9, 33, 65):
    show(_signal.strsignal, number)
show(_signal.alarm, -1)
print(_signal.alarm(0) > 4294967290, _signal.alarm(0))
for number in (0, 1000, -1, "a"):
    show(_signal.raise_signal, number)
main = _thread.get_ident()
print(_signal.pthread_kill(main, 0))
try:
    _signal.pthread_kill(main, 100)
except OSError as error:
    print(error)
for arguments in [(0, [0]), (0, [65]), (0, 5), (0, ["a"]), (7, []), (0, [2**80]), (0, []), (), (1,), (1, 2, 3)]:
    show(_signal.pthread_sigmask, *arguments)
show(_signal.sigwait, 4)
for arguments in [([10], 0), ([10], -1), ([10], 0.001), ([10], "a"), ([10], float("nan")), ([10], 1e30), ([10], 10**30)]:
    show(_signal.sigtimedwait, *arguments)
for arguments in [(0, 1), (65, 1), (9, 1), (10, 1), (10, 0)]:
    show(_signal.siginterrupt, *arguments)
for arguments in [(1000,), ("a",), (-1,), (-7,), (0, True)]:
    show(_signal.set_wakeup_fd, *arguments)
for arguments in [(), ("a", 1), (2, 1), (2,)]:
    show(_signal.default_int_handler, *arguments)
show(_signal.pidfd_send_signal, -1, 0)
show(_signal.pidfd_send_signal, -1, 0, 5)
print(sorted(_signal.valid_signals()) == [*range(1, 32), *range(34, 65)])
show(_signal.getitimer, 9)
for arguments in [(), (1,), (1, 2, 3, 4), ("a", 2), (0, "a"), (0, -1), (9, 0), (0, 10**12), (0, 0)]:
    show(_signal.setitimer, *arguments)
show(_thread.interrupt_main, 0)
show(_thread.interrupt_main, 10)
show(_thread.interrupt_main, "a")
print(_signal.ItimerError, _signal.ItimerError.__mro__)
print(_signal.struct_siginfo, _signal.struct_siginfo.n_fields, _signal.struct_siginfo.__match_args__)

_signal.pthread_sigmask(_signal.SIG_BLOCK, [10, 12])
os.kill(os.getpid(), 10)
print(_signal.sigpending())
found = _signal.sigwaitinfo([10])
print(found[0:3], found.si_pid == os.getpid(), found.si_uid == os.getuid(), found.si_status, found.si_band >> 32 == os.getuid())
os.kill(os.getpid(), 12)
print(_signal.sigwait({12, 10}), _signal.sigpending())
print(_signal.pthread_sigmask(_signal.SIG_UNBLOCK, [10]), _signal.pthread_sigmask(_signal.SIG_SETMASK, []))
