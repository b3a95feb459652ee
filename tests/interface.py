"""Records how CPython documents what the built-in types and native modules have: src/text/documentation/interface.tsv.

usage: CPYTHON tests/interface.py DATA

DATA is the file `src/data.inc.rs` of the crate rustpython-doc. A line has a name, its text signature, and where its
docstring is found: in the crate under that name (nothing), nowhere (`-`), in the crate under another name (`@name`), or
here, as a JSON string."""

import ast
import contextlib
import io
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "../src/text/documentation/interface.tsv")
ENTRY = re.compile(r'\(("(?:[^"\\]|\\.)*")\s*,\s*("(?:[^"\\]|\\.)*")')
DOCUMENTED = {"method_descriptor", "classmethod_descriptor", "getset_descriptor", "member_descriptor", "builtin_function_or_method",
              "wrapper_descriptor", "staticmethod"}
ABSENT = object()


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


def main(path):
    names = {}
    with open(os.path.join(HERE, "names.py")) as file, contextlib.redirect_stdout(io.StringIO()):
        exec(compile(file.read(), "names.py", "exec"), names)
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


main(sys.argv[1])
