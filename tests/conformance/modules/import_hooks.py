# What is in sys for importing is really asked, and what importing leaves looks as it should.
import sys
import types

sys.dont_write_bytecode = True
print([finder.__name__ for finder in sys.meta_path])


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if not name.startswith("made_up"):
            return None
        from importlib.machinery import ModuleSpec

        print("asked for", name, path, target)
        return ModuleSpec(name, Loader, origin="nowhere", is_package="." not in name)


class Loader:
    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        module.answer = 42
        if module.__name__ == "made_up.broken":
            raise LookupError("not this one")


sys.meta_path.insert(0, Finder)
import made_up.part

print(made_up.answer, made_up.part.answer, made_up, made_up.part.__spec__.parent)
try:
    import made_up.broken
except LookupError as error:
    traceback = error.__traceback__
    while traceback:
        print(traceback.tb_frame.f_code.co_name)
        traceback = traceback.tb_next
print("made_up.broken" in sys.modules)

sys.meta_path.remove(Finder)
try:
    import made_up_too
except ImportError as error:
    print(type(error).__name__, error, error.name, error.__traceback__.tb_next)

finders, sys.meta_path[:] = sys.meta_path[:], []
try:
    import json
except ImportError as error:
    print(error)
sys.meta_path[:] = finders


def hook(path):
    if path != "here":
        raise ImportError
    return Finder


sys.path_hooks.append(hook)
sys.path.append("here")
sys.path_importer_cache.clear()
import made_up_there

print(made_up_there.__name__, sys.path_importer_cache["here"] is Finder)

import importlib
import importlib.util

print(importlib.import_module(".part", "made_up") is made_up.part)
print(importlib.util.find_spec("sys").origin, importlib.util.find_spec("no_such_module"))
print(importlib.util.resolve_name(".a", "b"), importlib.reload(made_up) is made_up)
module = types.ModuleType("alone")
print(module, module.__spec__, module.__loader__)
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as error:
    print(error)
