# time.strptime gives its arguments to the library; _thread.exit ends the one thread.
import _thread
import time

for arguments in [
    ("17 May 24", "%d %b %y"), ("Sat Nov 30 12:00:01 2024",), ("2024-366", "%Y-%j"), ("12:5 PM +0130", "%I:%M %p %z"),
    (), ("x",), (1, "x"), ("17", "%q"), ("30", "%d", "more"), ("29 Feb 2023", "%d %b %Y"), ("17 ", "%d"),
]:
    try:
        print(arguments, tuple(time.strptime(*arguments)))
    except (TypeError, ValueError) as error:
        print(arguments, type(error).__name__, error)
try:
    time.strptime(string="x")
except TypeError as error:
    print(error)
for leave in (_thread.exit, _thread.exit_thread):
    try:
        leave()
    except SystemExit as error:
        print(repr(error), error.code)
_thread.exit()
print("not reached")
