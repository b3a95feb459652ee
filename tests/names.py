"""Prints every name of the built-in types, functions and native modules, one a line: what kind of object it names, its
text signature, and the first line of its docstring with a checksum of the whole."""

import _ast
import _codecs_jp
import _datetime
import _struct
import builtins
import re
import sys
import typing

MODULES = [
    "_signal", "_warnings", "fcntl", "grp", "_locale", "pwd", "resource", "select", "termios", "_hashlib", "_hmac", "mmap", "faulthandler", "syslog", "_opcode", "_posixsubprocess", "_queue", "_socket", "_suggestions", "_tracemalloc",
    "builtins", "sys", "_abc", "_ast", "_codecs", "_collections", "_functools", "_io", "_operator", "_string", "_thread", "_weakref", "atexit", "errno", "gc",
    "itertools",
    "unicodedata", "_symtable",
    "array", "_csv", "_datetime", "_json", "_pickle", "_statistics", "_sre", "_bisect", "_contextvars", "_heapq", "_random", "_stat", "_struct", "binascii", "cmath", "math", "zlib", "pyexpat", "_bz2", "_lzma", "posix", "time", "_blake2", "_md5", "_sha1", "_sha2", "_sha3",
    "_multibytecodec", "_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_kr", "_codecs_tw",
]


def checksum(text):
    total = 0
    for character in text:
        total = (total * 31 + ord(character)) % 65521
    return total


def described(value):
    """The kind of a value and how it is documented."""
    kind = type(value).__name__ if value is not None else "None"
    if type(value).__module__ not in ("builtins", "types") or kind in ("str", "int", "tuple", "dict", "list", "function"):
        return kind
    if kind in ("staticmethod", "classmethod", "bool", "float", "NoneType", "ellipsis", "method", "module"):
        return kind
    parts = [kind, f"{getattr(value, '__text_signature__', None)}"]
    doc = value.__doc__
    if isinstance(doc, str):
        line = doc.strip().split("\n")[0]
        parts.append(f"{line!r} {checksum(doc)}")
    else:
        parts.append("undocumented" if doc is None else type(doc).__name__)
    return " | ".join(parts)


seen = set()


def show_class(cls):
    if cls in seen:
        return
    seen.add(cls)
    title = f"{cls.__module__}.{cls.__qualname__}"
    print(f"{title} bases {[base.__name__ for base in cls.__bases__]} {described(cls)}")
    for name, value in vars(cls).items():
        if name == "__doc__":
            print(f"{title} {name} {value is None} {value == cls.__doc__}")
        else:
            print(f"{title} {name} {described(value)}")


def show_module(module):
    for name, value in sorted(vars(module).items()):
        if isinstance(value, type):
            print(f"{module.__name__} {name} type")
            show_class(value)
        else:
            print(f"{module.__name__} {name} {described(value)}")


def gen():
    yield


async def coroutine():
    pass


async def async_gen():
    yield


def here():
    return sys._getframe()


started = coroutine()
started.close()
samples = [
    gen, gen(), started, started.__await__(), async_gen(), async_gen().asend(None), async_gen().athrow(None), gen.__code__, gen.__get__(1),
    (lambda: gen).__code__, (lambda: started).__closure__, here(), here().f_locals, len, [].append, str.join, int.__add__, (1).__add__,
    dict.fromkeys, dict.__dict__["fromkeys"], type.__dict__["__mro__"], gen.__class__.__dict__["__code__"], sys, iter([]), iter(()),
    iter({}), iter({}.values()), iter({}.items()), reversed({}.values()), reversed({}.items()), iter(set()), iter(""), iter("\u1234"),
    iter(b""), iter(bytearray()), iter(range(3)), iter(range(1 << 70)), iter(memoryview(b"")), reversed([]), reversed({}), {}.keys(),
    {}.values(), {}.items(), iter(int, 1), None, NotImplemented, ..., typing.NoDefault, type.__dict__, list[int], int | str,
    typing.TypeVar("T"), typing.ParamSpec("P"), typing.ParamSpec("P").args, typing.ParamSpec("P").kwargs, typing.TypeVarTuple("Ts"),
    typing.TypeAliasType("A", int),
    sys.implementation, sys.flags,
    sys.version_info, sys.float_info, sys.hash_info, sys.int_info, sys.thread_info, sys.__stdout__, sys.__stdin__.buffer,
    t"", t"{1}".interpolations[0], iter(t""), re.compile(""), re.match("", ""), re.compile("").scanner(""),
    re._compile_template(re.compile(""), "x"), _struct.iter_unpack("b", b""),
    _datetime.date.min.isocalendar(),
    _codecs_jp.getcodec("cp932"),
]
for name in MODULES:
    show_module(__import__(name))
for sample in samples:
    show_class(type(sample))
