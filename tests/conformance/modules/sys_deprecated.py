# Functions of sys that check what they are given, or warn.
import sys
import warnings


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


for interval in ("a", -1.0, 0.0, None):
    attempt(lambda: sys.setswitchinterval(interval))
attempt(lambda: sys.setswitchinterval())
print(sys.getswitchinterval())
for interval in (1e-5, 0.05, 3):
    sys.setswitchinterval(interval)
    print(sys.getswitchinterval())
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    sys._clear_type_cache()
print([(warning.category.__name__, str(warning.message)) for warning in caught])
print(isinstance(sys.implementation.supports_isolated_interpreters, bool))
attempt(lambda: sys.remote_exec(0, "/no/such/script"))
attempt(lambda: sys.remote_exec("a", "x"))
attempt(lambda: sys.remote_exec(0, None))
attempt(lambda: sys.remote_exec(0, b"x\0"))
import operator
print(sorted(set(operator.__all__) ^ {name for name in vars(operator) if not name.startswith("_")}))
