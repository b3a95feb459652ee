# The `__dict__` of a SimpleNamespace cannot be replaced.
import types


class Derived(types.SimpleNamespace):
    pass


for namespace in types.SimpleNamespace(a=1), Derived(a=1):
    try:
        namespace.__dict__ = {}
    except AttributeError as error:
        print(error)
    try:
        del namespace.__dict__
    except AttributeError as error:
        print(error)
    print(vars(namespace))
