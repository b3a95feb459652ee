"""The texts of the library's own modules: linecache, inspect, pyclbr, pdb."""

import abc
import importlib.machinery
import importlib.util
import inspect
import linecache
import os
import pdb
import pyclbr
import py_compile
import sys
import tempfile

print(repr(linecache.getline(linecache.__file__, 1)))
print(repr(linecache.getline(os.__file__, 1)))
print(repr(linecache.getline("<frozen os>", 1)), repr(linecache.getline("<frozen os>", 1, vars(os))))
print(importlib.machinery.FrozenImporter.get_source("os"))
print(inspect.getsource(os).splitlines()[0])
print(inspect.getsource(abc.abstractmethod).splitlines()[0])
print(inspect.getsource(inspect.getsource).splitlines()[0])

for name in "sys", "builtins", "_imp", "_frozen_importlib_external":
    module = sys.modules[name]
    print(name, module.__loader__, module.__spec__)

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "hashed.py")
    with open(path, "w") as file:
        file.write("import os.path as p\nclass A: pass\nvalue = 1\n")
    print(list(pyclbr.readmodule("hashed", [folder])))
    mode = py_compile.PycInvalidationMode.CHECKED_HASH
    compiled = py_compile.compile(path, cfile=os.path.join(folder, "short.pyc"), invalidation_mode=mode)
    with open(compiled, "rb") as file:
        data = file.read()
    print(len(importlib.util.source_hash(b"x")), data[4:8])
    sys.path.insert(0, folder)
    for size in 8, 13, 15, 16, len(data):
        importlib.invalidate_caches()
        with open(compiled, "wb") as file:
            file.write(data[:size])
        try:
            import short
        except EOFError as error:
            print(size == len(data), error)
        else:
            print(short.value)


def guarded(n):
    try:
        return 10 // n
    except ZeroDivisionError:
        return 0


def counted():
    while True:
        break


def told():
    """A docstring."""

    return 1


for function in guarded, counted, told, lambda: 1:
    code = function.__code__
    print(code.co_name, pdb.find_first_executable_line(code) - code.co_firstlineno)


class Path:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


print(ascii(os.fspath(Path("\udfff"))), os.path.isjunction(Path("\udfff")))
