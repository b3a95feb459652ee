# An excepthook that leaves with SystemExit.
import sys


def hook(kind, value, traceback):
    print("hook", kind.__name__, value)
    sys.exit(7)


sys.excepthook = hook
raise ValueError("first")
