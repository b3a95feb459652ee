# warnings: filters, recording, what is printed.
import sys
import warnings

sys.stderr = sys.stdout
warnings.warn("first")
for _ in range(2):
    warnings.warn("shown once per line", RuntimeWarning)
warnings.warn("deprecated in main", DeprecationWarning)
warnings.warn("pending", PendingDeprecationWarning)


def old():
    warnings.warn("blames the caller", stacklevel=2)


old()
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    old()
    old()
    warnings.warn(UserWarning("an instance"))
print(len(log), log[0].message, log[0].category.__name__, log[0].lineno, str(log[2].message))
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        old()
    except UserWarning as e:
        print(repr(e))
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "blames")
    old()
    warnings.warn("not ignored")
for bad in (lambda: warnings.warn("x", 5), lambda: warnings.simplefilter("nope"), lambda: warnings.simplefilter("error", lineno=-1), lambda: warnings.warn("x", int)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)


@warnings.deprecated("use g")
def f():
    return 1


print(f(), f.__deprecated__, warnings.formatwarning("m", UserWarning, "file", 3, "  line "))
