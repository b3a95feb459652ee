# `syslog`: arguments and masks. What is written goes to the system's log.
import syslog


def show(label, call, *args, **keywords):
    try:
        result = call(*args, **keywords)
    except Exception as error:
        print(label, "raises", type(error).__name__, error)
    else:
        print(label, repr(result))


for arguments in (), (1,), (b"x",), ("a\0b",), (1, 2), (2**40, "x"), (-(2**40), "x"), (1.5, "x"), ("x", 1), (1, "x", 3):
    show(f"syslog {arguments}", syslog.syslog, *arguments)
for arguments in (), ("x",), (1,), (None,), ("a\0",), ("x", 1, 8), ("x", "y"), ("x", 2**40):
    show(f"openlog {arguments}", syslog.openlog, *arguments)
show("openlog", syslog.openlog, ident="x", logoption=syslog.LOG_PID, facility=syslog.LOG_USER)
show("openlog", syslog.openlog, bad=1)
show("syslog", syslog.syslog, syslog.LOG_DEBUG, "text")
show("closelog", syslog.closelog)
show("setlogmask", syslog.setlogmask, 255)
show("setlogmask", syslog.setlogmask, syslog.LOG_UPTO(syslog.LOG_ERR))
show("setlogmask", syslog.setlogmask, 0)
show("setlogmask", syslog.setlogmask, "x")
for number in 0, 3, 7, 31, 32, 63, -1, 2**40, 2**70, "x":
    show(f"LOG_MASK {number}", syslog.LOG_MASK, number)
    show(f"LOG_UPTO {number}", syslog.LOG_UPTO, number)
print(sorted((name, value) for name, value in vars(syslog).items() if name.startswith("LOG_") and isinstance(value, int)))
