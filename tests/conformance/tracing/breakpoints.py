# breakpoint() and sys.breakpointhook.
import os
import sys
import warnings


def hook(*arguments, **keywords):
    print("hook", arguments, keywords)
    return 5


sys.breakpointhook = hook
print(breakpoint(), breakpoint(1, x=2))
sys.breakpointhook = sys.__breakpointhook__
for name in ("0", "no_module.x", ".x", "sys.no_attribute", "max", "os.path.join"):
    os.environ["PYTHONBREAKPOINT"] = name
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            print(name, breakpoint("1", "2"))
        except Exception as error:
            print(type(error).__name__, error)
        for warning in caught:
            print(warning.category.__name__, warning.message)
del sys.breakpointhook
try:
    breakpoint()
except RuntimeError as error:
    print(error)
