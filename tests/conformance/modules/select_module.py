# Waiting for descriptors.
import os
import select
import signal


def show(function, *arguments, **named):
    try:
        result = function(*arguments, **named)
    except Exception as error:
        print(function.__name__, arguments, named, type(error).__name__, error)
    else:
        print(function.__name__, arguments, named, result)


reader, writer = os.pipe()
ready, unread = [reader], [writer]
print(select.select(ready, unread, [], 0) == ([], unread, []))
os.write(writer, b"x")
print(select.select(ready, unread, [], None) == (ready, unread, []))


class File:
    def fileno(self):
        return reader

    def __repr__(self):
        return "a file"


print(select.select([File()], (), iter([]), 1.5))
for arguments in [([-1], [], [], 0), ([5000], [], [], 0), (["a"], [], [], 0), (1, [], [], 0), ([], [], [], "a")]:
    show(select.select, *arguments)
for arguments in [([], [], [], -1), ([], [], [], 1e30), ([2**70], [], []), ([], [], [], float("nan")), (), (1, 2)]:
    show(select.select, *arguments)
try:
    select.select([reader] * 1030, [], [], 0)
except ValueError as error:
    print(error)
print(select.error, select.PIPE_BUF)
print(sum(value for name, value in vars(select).items() if type(value) is int))

poll = select.poll()
print(type(poll), [name for name in dir(poll) if not name.startswith("__")])
show(type(poll))
poll.register(reader)
poll.register(writer, select.POLLOUT)
print(poll.poll(0) == [(reader, select.POLLIN), (writer, select.POLLOUT)])
poll.modify(writer, select.POLLIN)
print(poll.poll(-1) == [(reader, select.POLLIN)], poll.poll(None) == poll.poll(0.5) == [(reader, select.POLLIN)])
show(poll.modify, 999, 1)
show(poll.unregister, 999)
poll.unregister(reader)
print(poll.poll(0))
for arguments in [(reader, -1), (reader, 2**20), ("a",), (reader, "a"), (-1,), ()]:
    try:
        poll.register(*arguments)
    except Exception as error:
        print(type(error).__name__, error)
for arguments in [("a",), (1e20,), (2**40,), (1, 2)]:
    show(poll.poll, *arguments)

epoll = select.epoll()
print(type(epoll), [name for name in dir(epoll) if not name.startswith("__")], epoll.closed)
print(os.get_inheritable(epoll.fileno()))
epoll.register(reader)
epoll.register(writer, select.EPOLLOUT)
try:
    epoll.register(writer)
except OSError as error:
    print(type(error).__name__, error)
print(sorted(epoll.poll()) == [(reader, select.EPOLLIN), (writer, select.EPOLLOUT)], len(epoll.poll(0, 1)))
epoll.modify(writer, 0)
epoll.unregister(reader)
print(epoll.poll(0))
show(epoll.unregister, 999)
for arguments in [(0, 0), (0, -5), ("a",), (1e30,), (10**8,)]:
    show(epoll.poll, *arguments)
print(epoll.close(), epoll.close(), epoll.closed)
for function in (epoll.fileno, epoll.poll, epoll.__enter__):
    show(function)
show(epoll.poll, maxevents=1)
for arguments in [(0,), (-2,), (10, 5), ("a",)]:
    show(select.epoll, *arguments)
with select.epoll(flags=select.EPOLL_CLOEXEC) as other:
    print(other.closed)
print(other.closed)


try:
    class Derived(select.epoll):
        pass
except TypeError as error:
    print(error)
epoll = select.epoll()
print(type(select.epoll.fromfd(os.dup(epoll.fileno()))))

# A wait goes on after the handler of a signal.
poll = select.poll()
poll.register(os.pipe()[0])
signal.signal(signal.SIGALRM, lambda number, frame: print("handler"))
for wait in (lambda: select.select([], [], [], 0.03), lambda: poll.poll(30), lambda: select.epoll().poll(0.03)):
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    print(wait())
