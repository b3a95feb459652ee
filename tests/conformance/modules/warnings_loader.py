"""`warn_explicit` asks the loader of a module's globals for the line, and importlib which loader that is."""

import types
import warnings

warnings.simplefilter("always")


class Lines:
    def get_source(self, name):
        return f"first of {name}\nsecond\n"


def explicit(module_globals):
    with warnings.catch_warnings(record=True) as caught:
        try:
            warnings.warn_explicit("hello", UserWarning, "file", 2, module_globals=module_globals)
        except Exception as error:
            print(type(error).__name__, error)
    for warning in caught:
        print(warning.category.__name__, warning.message)


loader = Lines()
for module_globals in [
    {}, {"__name__": "bar"}, {"__name__": "bar", "__loader__": None}, {"__name__": "bar", "__spec__": None},
    {"__name__": "bar", "__loader__": None, "__spec__": None}, {"__name__": "bar", "__loader__": loader},
    {"__name__": "bar", "__loader__": loader, "__spec__": None},
    {"__name__": "bar", "__loader__": loader, "__spec__": types.SimpleNamespace(loader=loader)},
    {"__name__": "bar", "__loader__": loader, "__spec__": types.SimpleNamespace(loader=Lines())},
    {"__name__": "bar", "__spec__": types.SimpleNamespace()}, {"__name__": "bar", "__spec__": types.SimpleNamespace(loader=loader)},
]:
    explicit(module_globals)
