# An excepthook that cannot be called.
import sys

sys.excepthook = 5
raise ValueError("first")
