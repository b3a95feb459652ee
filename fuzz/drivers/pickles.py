# Pickles, by both unpicklers; only harmless classes and functions are found.
import io
import pickle
import pickletools

import array
import builtins
import collections
import copyreg
import datetime
import decimal
import fractions
import itertools
import operator
import types

FORBIDDEN = {"__import__", "open", "input", "breakpoint", "exec", "eval", "compile", "exit", "quit", "help", "print"}
MODULES = {
    module.__name__: module
    for module in (array, builtins, collections, copyreg, datetime, decimal, fractions, itertools, operator, types)
}
MODULES["__builtin__"] = builtins


class Native(pickle.Unpickler):
    def find_class(self, module, name):
        if name in FORBIDDEN or module not in MODULES or "." in name:
            raise pickle.UnpicklingError(name)
        return getattr(MODULES[module], name)

    def persistent_load(self, identity):
        return identity


class Plain(pickle._Unpickler):
    find_class = Native.find_class
    persistent_load = Native.persistent_load


def run(data):
    given = Input(data)
    first = given.byte()
    data = given.rest()
    unpickler = Plain if first & 8 else Native
    options = {"buffers": [b"one", bytearray(b"two")]} if first & 16 else {"encoding": "bytes"} if first & 32 else {}
    value = attempt(lambda: unpickler(io.BytesIO(data), **options).load())
    written = attempt(pickle.dumps, value, first % 6)
    if written is not None:
        attempt(lambda: Native(io.BytesIO(written)).load())
    attempt(pickletools.dis, data, io.StringIO())
