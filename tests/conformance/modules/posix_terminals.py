# Pseudo-terminals.
import os


def show(label, call, *args, **keywords):
    try:
        result = call(*args, **keywords)
    except Exception as error:
        print(label, "raises", type(error).__name__, error)
    else:
        print(label, repr(result))


master, slave = os.openpty()
print(os.isatty(master), os.isatty(slave), os.get_inheritable(master), os.get_inheritable(slave))
print(os.ttyname(slave) == os.ptsname(master))
print(os.get_terminal_size(slave))
show("grantpt", os.grantpt, master)
show("unlockpt", os.unlockpt, master)
os.write(slave, b"from below\n")
print(os.read(master, 100))
os.write(master, b"from above\n")
print(os.read(slave, 100))

other = os.posix_openpt(os.O_RDWR | os.O_NOCTTY)
print(os.get_inheritable(other))
show("grantpt", os.grantpt, other)
show("unlockpt", os.unlockpt, other)
end = os.open(os.ptsname(other), os.O_RDWR | os.O_NOCTTY)
print(os.isatty(end))

read, write = os.pipe()
for name in "ptsname", "grantpt", "unlockpt":
    call = getattr(os, name)
    for descriptor in -1, "x", None, 1.5, 2**40, 2**31 - 1:
        show(name, call, descriptor)
show("ptsname of a pipe", os.ptsname, read)
show("ptsname of the other end", os.ptsname, slave)
show("login_tty", os.login_tty, -1)
show("login_tty", os.login_tty, "x")
show("login_tty", os.login_tty)
show("posix_openpt", os.posix_openpt, "x")
show("posix_openpt", os.posix_openpt, 2**31)
for descriptor in master, slave, other, end, read, write:
    os.close(descriptor)
