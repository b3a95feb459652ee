# An excepthook that raises: both exceptions are shown.
import sys


def hook(kind, value, traceback):
    raise KeyError("hook")


sys.excepthook = hook
raise ValueError("first")
