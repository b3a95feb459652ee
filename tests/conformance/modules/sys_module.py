# sys.
import sys
print(sys.argv, sys.version_info[:3] >= (3, 13, 0), sys.version_info.major, sys.version_info >= (3, 13), sys.maxsize, sys.byteorder, sys.platform, sys.maxunicode, sys.float_info.max, sys.float_info.epsilon, sys.int_info.bits_per_digit > 0, sys.hash_info.modulus, sys.getdefaultencoding(), sys.flags.optimize, sys.version_info.releaselevel)
print(sys.modules["sys"] is sys, "builtins" in sys.modules, type(sys.path), sys.path[0].endswith("modules"), sys.stdout.write("written\n"), sys.__stdout__ is sys.stdout, sys.getrecursionlimit(), sys.intern("a") is sys.intern("a"), sys.getsizeof(1) > 0, callable(sys.excepthook), sys.excepthook is sys.__excepthook__)


class Out:
    def __init__(self):
        self.text = []

    def write(self, s):
        self.text.append(s)

    def flush(self): ...


old, sys.stdout = sys.stdout, Out()
print("captured", 1, end="!")
captured, sys.stdout = sys.stdout, old
print(captured.text)
print("to stderr", file=sys.stderr)
print("a", "b", sep="-", end="\n\n", flush=True)
print("given", file=captured)
print(captured.text[-2:])
sys.stdout = None
print("nowhere")
sys.stdout = old
try:
    sys.exit("bye")
except SystemExit as e:
    print(repr(e), e.code)
for hook in ("displayhook", "excepthook", "unraisablehook"):
    print(hook, callable(getattr(sys, "__" + hook + "__")))
sys.displayhook("shown")
sys.displayhook(None)
import builtins
print(builtins._, sys.getsizeof([]) > 0, sys.implementation.name in ("cpython", "ouropy"))
