# Where the handlers of signals run, what they are given, and what happens to what they raise.
import _thread
import os
import signal
import sys
import time

# Whoever started this may have ignored it.
signal.signal(signal.SIGINT, signal.default_int_handler)

print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
print(signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGPIPE))


class Handler:
    def __init__(self, name):
        self.name = name

    def __call__(self, number, frame):
        print(self.name, number, frame.f_code.co_name, sorted(frame.f_locals))

    def __del__(self):
        print(self.name, "dies")


def caller():
    local = 1
    signal.raise_signal(signal.SIGUSR1)
    os.kill(os.getpid(), signal.SIGUSR1)
    return local


handler = Handler("first")
count = sys.getrefcount(handler)
print(signal.signal(signal.SIGUSR1, handler), sys.getrefcount(handler) - count)
caller()
print(signal.getsignal(signal.SIGUSR1) is handler)
del handler
old = signal.signal(signal.SIGUSR1, Handler("second"))
print(type(old).__name__)
del old
caller()
print(signal.signal(signal.SIGUSR1, signal.SIG_IGN))
signal.raise_signal(signal.SIGUSR1)
print(signal.getsignal(signal.SIGUSR1))

# At the back edge of a loop, after a timer.
waiting = True


def stop(number, frame):
    global waiting
    waiting = False


signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 0.01)
while waiting:
    pass
print("the timer rang", signal.getitimer(signal.ITIMER_REAL))

# A wait goes on after its handler, and ends when that raises.
order = []
signal.signal(signal.SIGALRM, lambda number, frame: order.append(number))
signal.setitimer(signal.ITIMER_REAL, 0.01)
begin = time.monotonic()
time.sleep(0.05)
print(order, time.monotonic() - begin >= 0.05)


def fail(number, frame):
    raise ValueError("from the handler")


signal.signal(signal.SIGALRM, fail)
signal.setitimer(signal.ITIMER_REAL, 0.01)
try:
    time.sleep(60)
except ValueError as error:
    print("sleep:", error)
reader, writer = os.pipe()
signal.setitimer(signal.ITIMER_REAL, 0.01)
try:
    os.read(reader, 1)
except ValueError as error:
    print("os.read:", error)
signal.setitimer(signal.ITIMER_REAL, 0.01)
try:
    with open(reader, "rb", closefd=False) as file:
        file.read(1)
except ValueError as error:
    print("read:", error)


def send(number, frame):
    os.write(writer, b"x")


signal.signal(signal.SIGALRM, send)
signal.setitimer(signal.ITIMER_REAL, 0.01)
print(os.read(reader, 1))
signal.alarm(1)
print(signal.pause())

# Two that have come: the one behind the one that raises runs later.
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGUSR2])
signal.signal(signal.SIGUSR1, fail)
signal.signal(signal.SIGUSR2, lambda number, frame: print("the second", number))
signal.raise_signal(signal.SIGUSR1)
signal.raise_signal(signal.SIGUSR2)
try:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1, signal.SIGUSR2])
    for _ in range(3):
        pass
except ValueError as error:
    print("the first:", error)
for _ in range(3):
    pass

# Ctrl-C.
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as error:
    print("KeyboardInterrupt", error.args)
try:
    _thread.interrupt_main()
    for _ in range(3):
        pass
except KeyboardInterrupt as error:
    print("KeyboardInterrupt", error.args)
signal.signal(signal.SIGINT, lambda number, frame: print("no interrupt"))
os.kill(os.getpid(), signal.SIGINT)
signal.signal(signal.SIGINT, signal.SIG_DFL)
_thread.interrupt_main()

# The descriptor that is told.
os.set_blocking(writer, False)
try:
    signal.set_wakeup_fd(0 if os.get_blocking(0) else reader)
except ValueError:
    print("it must not block")
print(signal.set_wakeup_fd(writer))
signal.signal(signal.SIGUSR2, lambda number, frame: None)
signal.raise_signal(signal.SIGUSR2)
print(os.read(reader, 10))
print(signal.set_wakeup_fd(-1) == writer)
readable = os.open("/dev/null", os.O_RDONLY | os.O_NONBLOCK)
signal.set_wakeup_fd(readable)
sys.unraisablehook = lambda args: print(args.err_msg, args.exc_value, args.object)
signal.raise_signal(signal.SIGUSR2)
for _ in range(3):
    pass
signal.signal(signal.SIGUSR2, Handler("last"))
