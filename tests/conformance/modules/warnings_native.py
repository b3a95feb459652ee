# The native half of warnings, with and without that module.
import sys

sys.stderr = sys.stdout
print("warnings" in sys.modules)
eval(r'"\d"')
print("warnings" in sys.modules)
import _warnings

filters = _warnings.filters
for item in filters:
    print(item)
print(_warnings._defaultaction, _warnings._onceregistry, type(_warnings._warnings_context).__name__)


def show(function, *arguments, **named):
    try:
        result = function(*arguments, **named)
    except Exception as error:
        print(function.__name__, arguments, named, type(error).__name__, error)
    else:
        print(function.__name__, arguments, named, result)


show(_warnings._filters_mutated_lock_held)
show(_warnings._release_lock)
show(_warnings._acquire_lock)
show(_warnings._acquire_lock)
show(_warnings._filters_mutated_lock_held)
show(_warnings._release_lock)
show(_warnings._release_lock)
_warnings.warn("hello")
print("warnings" in sys.modules, __warningregistry__)
for arguments in [("x", int), ("x", 5), (5,), (UserWarning("instance"), int), ("z", None, 100), ("q", None, -5), ("q2", DeprecationWarning, 1, None, 5)]:
    show(_warnings.warn, *arguments)
show(_warnings.warn, "x", stacklevel="a")
show(_warnings.warn, "x", skip_file_prefixes=5)
show(_warnings.warn, "x", skip_file_prefixes=(5,))
show(_warnings.warn, "skipped", skip_file_prefixes=(__file__,))
show(_warnings.warn)
registry = {}
for arguments in [
    ("m", UserWarning, "f.py", 3), ("m", UserWarning, "f.py", 3, None), ("m", UserWarning, "f.py", 3, "mod", 5),
    ("m", UserWarning, "f.py", 3, "mod", None, 5), ("m", int, "f.py", 3), ("m", 5, "f.py", 3), ("m", UserWarning, 5, 3),
    ("m", UserWarning, "f.py", "a"), ("m", UserWarning, "", 3), ("m2", UserWarning, "g.py", 3, 5), (),
    ("m", UserWarning, "f.py", 3, "mod", registry), ("m", UserWarning, "f.py", 3, "mod", registry),
]:
    show(_warnings.warn_explicit, *arguments)
show(_warnings.warn_explicit, Warning("i"), int, "f", 3, registry={})


class Loader:
    def get_source(self, name):
        return "first\n    second\n"


show(_warnings.warn_explicit, "m", UserWarning, "f.py", 2, "mod", None, {"__loader__": 5, "__name__": "mod"})
_warnings.warn_explicit("m", UserWarning, "f.py", 2, "mod", None, {"__loader__": Loader(), "__name__": "mod"})
for action in ("once", "module", "always", "all", "error", "bogus", 5):
    filters.insert(0, (action, None, UserWarning, None, 0))
    registry = {}
    for line in (3, 4):
        show(_warnings.warn_explicit, f"m {action}", UserWarning, "f.py", line, "mod", registry)
    print(action, registry, _warnings._onceregistry)
    del filters[0]
filters.insert(0, None)
for item in [5, (1, 2), ("default", 5, Warning, None, 0), ("default", None, Warning, None, "a"), ("default", None, 5, None, 0)]:
    filters[0] = item
    show(_warnings.warn, "h")
for item in [("ignore", "h", Warning, None, 0), ("default", None, Warning, "__main__", 0), ("ignore", None, Warning, None, 7)]:
    filters[0] = item
    show(_warnings.warn, "h")
    show(_warnings.warn, "H")
del filters[0]


class Pattern:
    def match(self, text):
        print("match", text)
        return text.startswith("p")


filters.insert(0, ("error", Pattern(), Warning, Pattern(), 0))
show(_warnings.warn_explicit, "pattern", UserWarning, "f.py", 1, "module")
show(_warnings.warn_explicit, "pattern", UserWarning, "f.py", 1, "pmodule")
show(_warnings.warn_explicit, "other", UserWarning, "f.py", 1, "pmodule")
del filters[0]


class Context:
    pass


context = Context()
token = _warnings._warnings_context.set(context)
show(_warnings.warn, "c1")
context._filters = 5
show(_warnings.warn, "c2")
context._filters = [5]
show(_warnings.warn, "c3")
context._filters = [("error", None, Warning, None, 0)]
show(_warnings.warn, "c4")
_warnings._warnings_context.reset(token)

import warnings

print(warnings.filters is filters, warnings.onceregistry is _warnings._onceregistry, warnings.warn is _warnings.warn)
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.warn("recorded")
    _warnings.warn("recorded too", source=log)
print([(str(message.message), message.lineno, message.source is log) for message in log])
with warnings.catch_warnings(action="error"):
    show(warnings.warn, "an error")
    show(eval, r'"\q"')
del warnings._showwarnmsg
show(warnings.warn, "no function")
warnings._showwarnmsg = 5
show(warnings.warn, "not callable")
warnings._showwarnmsg = print
kept = warnings.WarningMessage
del warnings.WarningMessage
show(warnings.warn, "no class")
warnings.WarningMessage = kept
show(warnings.warn, "shown by print")
warnings._showwarnmsg = lambda message: print("shown", message.message, message.filename == __file__)
show(warnings.warn, "shown")
filters.clear()
warnings.defaultaction = 5
show(warnings.warn, "d1")
warnings.defaultaction = "error"
show(warnings.warn, "d2")
warnings.defaultaction = "default"
filters.append(("once", None, Warning, None, 0))
warnings.onceregistry = 5
show(warnings.warn_explicit, "o1", UserWarning, "f", 1)
warnings.onceregistry = {}
show(warnings.warn_explicit, "o2", UserWarning, "f", 1)
show(warnings.warn_explicit, "o2", UserWarning, "f", 1)
print(warnings.onceregistry)
warnings.filters = 5
show(warnings.warn, "w")
