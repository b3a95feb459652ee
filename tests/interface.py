"""Records how CPython documents what the built-in types and native modules have, src/text/documentation/interface.tsv,
and how it lays out instances of the types, src/types/class/layouts.tsv.

usage: CPYTHON tests/interface.py [DATA]

Without DATA, the layouts alone are recorded. A line of theirs has a type's name, `__basicsize__`, `__itemsize__`,
`__dictoffset__`, `__weakrefoffset__`, and `__flags__` without the bits that say what has happened to the type so far.

DATA is the file `src/data.inc.rs` of the crate rustpython-doc. A line has a name, its text signature, and where its
docstring is found: in the crate under that name (nothing), nowhere (`-`), in the crate under another name (`@name`), or
here, as a JSON string."""

import _pickle
import abc
import array
import ast
import collections
import contextlib
import contextvars
import functools
import gc
import io
import json
import os
import re
import select
import sys
import time
import unicodedata
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "../src/text/documentation/interface.tsv")
ENTRY = re.compile(r'\(("(?:[^"\\]|\\.)*")\s*,\s*("(?:[^"\\]|\\.)*")')
DOCUMENTED = {"method_descriptor", "classmethod_descriptor", "getset_descriptor", "member_descriptor", "builtin_function_or_method",
              "wrapper_descriptor", "staticmethod"}
LAYOUTS = os.path.join(HERE, "../src/types/class/layouts.tsv")
# Py_TPFLAGS_VALID_VERSION_TAG and the bit that says that there is a tag at all.
PASSING = 1 << 19 | 1 << 18


def crate(path):
    """The docstrings of the crate by name."""
    found = {}
    with open(path) as file:
        for line in file:
            if entry := ENTRY.match(line.strip()):
                name, text = (ast.literal_eval(re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), part)) for part in entry.groups())
                found[name] = text
    return found


def documented(names):
    """Every name that has documentation of its own, with the object."""
    for module in (*map(sys.modules.get, names["MODULES"]), sys._jit):
        yield module.__name__, module
        for name, value in vars(module).items():
            if type(value).__name__ == "builtin_function_or_method":
                yield f"{module.__name__}.{name}", value
    for cls in names["seen"]:
        if cls.__flags__ & 1 << 9 and cls.__module__ == "__main__":
            continue
        title = f"{cls.__module__}.{cls.__qualname__}"
        yield title, cls
        for name, value in vars(cls).items():
            if type(value).__name__ not in DOCUMENTED:
                continue
            if isinstance(value, staticmethod):
                value = value.__func__
            if name == "__new__" and cls is not object or type(value).__name__ == "wrapper_descriptor":
                continue
            yield f"{title}.{name}", value


def hidden():
    """Objects of types that no name reaches and that have no docstrings."""
    function, ordered = (lambda: function), collections.OrderedDict()
    kept = [function.__closure__[0], time.struct_time.tm_year, iter(array.array("b")), abc.ABC._abc_impl, zlib.compressobj(),
            zlib.decompressobj(), os.scandir(), select.poll(), ordered.keys(), ordered.items(), ordered.values(), iter(ordered),
            iter(list[int]), functools.cmp_to_key(int), functools.lru_cache(int), unicodedata._ucnhash_CAPI,
            contextvars.Token.MISSING, _pickle.Pickler(io.BytesIO()).memo, _pickle.Unpickler(io.BytesIO()).memo]
    try:
        raise ValueError
    except ValueError as error:
        return [*kept, error.__traceback__, *gc.get_referents(memoryview(b"").toreadonly())]


def layouts(names):
    """Writes how instances of every type are laid out."""
    lines = set()
    for cls in names["seen"] | set(map(type, hidden())):
        figures = cls.__basicsize__, cls.__itemsize__, cls.__dictoffset__, cls.__weakrefoffset__, cls.__flags__ & ~PASSING
        lines.add("\t".join(map(str, (f"{cls.__module__}.{cls.__qualname__}", *figures))) + "\n")
    with open(LAYOUTS, "w") as file:
        file.writelines(sorted(lines))
    print(len(lines), "layouts")


def main(path=None):
    names = {}
    with open(os.path.join(HERE, "names.py")) as file, contextlib.redirect_stdout(io.StringIO()):
        exec(compile(file.read(), "names.py", "exec"), names)
    layouts(names)
    if path is None:
        return
    docs = crate(path)
    places = {}
    for name, text in docs.items():
        places.setdefault(text, name)
    lines, own = {}, 0
    for name, value in documented(names):
        text = value.__doc__
        if not isinstance(text, str):
            place = "-"
        elif docs.get(name) == text:
            place = ""
        elif text in places:
            place = "@" + places[text]
        else:
            place = json.dumps(text, ensure_ascii=False)
            own += 1
        signature = (getattr(value, "__text_signature__", None) or "").replace("\\", "\\\\").replace("\n", "\\n")
        # A hidden class may have the name of the function that makes its instances.
        if name not in lines or signature:
            lines[name] = f"{name}\t{signature}\t{place}\n"
    os.makedirs(os.path.dirname(TARGET), exist_ok=True)
    with open(TARGET, "w") as file:
        file.writelines(sorted(lines.values()))
    print(len(lines), "names,", own, "docstrings of our own")


main(*sys.argv[1:])
