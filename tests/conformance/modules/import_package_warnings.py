# Warnings about where relative imports start from.
import types
import warnings

warnings.simplefilter("error")
NAMESPACES = [
    {"__package__": None, "__spec__": None, "__name__": "__main__"},
    {"__name__": "a.b"},
    {"__package__": "a", "__spec__": types.SimpleNamespace(parent="b"), "__name__": "__main__"},
    {"__package__": "a", "__spec__": types.SimpleNamespace(), "__name__": "__main__"},
    {"__package__": 3, "__spec__": types.SimpleNamespace(parent="b"), "__name__": "__main__"},
    {"__spec__": types.SimpleNamespace(parent=3), "__name__": "__main__"},
]
for namespace in NAMESPACES:
    for action in ("error", "ignore"):
        with warnings.catch_warnings():
            warnings.simplefilter(action)
            try:
                __import__("", namespace, {}, ("foo",), 1)
            except Exception as error:
                print(type(error).__name__, error)
