"""Dumps of syntax trees by the running Python, in the form tests/dump/mod.rs writes.

    dump.py record DIR              write the .ast file beside every .py file of DIR
    dump.py compare PROGRAM DIR     compare with the dumps of PROGRAM (examples/dump.rs) for every .py file under DIR

The recordings are those of CPython 3.14; another version is refused.
"""

import ast
import os
import struct
import subprocess
import sys
import tempfile
import time
import warnings


def text(value):
    shown = ascii(value)
    if shown.lstrip("b")[0] == '"':
        head, body = shown.split('"', 1)
        shown = head + "'" + body[:-1].replace("'", "\\'") + "'"
    return shown


def constant(value):
    if isinstance(value, float):
        return struct.pack(">d", value).hex()
    if isinstance(value, complex):
        return struct.pack(">d", value.imag).hex() + "j"
    if isinstance(value, (str, bytes)):
        return text(value)
    if type(value) is int:
        return hex(value)
    return repr(value)


def dump(node, out):
    if isinstance(node, list):
        out.append("[")
        for index, item in enumerate(node):
            if index:
                out.append(", ")
            dump(item, out)
        out.append("]")
    elif isinstance(node, ast.AST):
        cls = type(node)
        out.append(cls.__name__ + "(")
        first = True
        for name in cls._fields + cls._attributes:
            value = getattr(node, name)
            if value is None and getattr(cls, name, ...) is None:
                continue
            if value == []:
                continue
            if not first:
                out.append(", ")
            first = False
            out.append(name + "=")
            if name in ("lineno", "col_offset", "end_lineno", "end_col_offset", "conversion", "simple", "level", "is_async"):
                out.append(str(value))
            else:
                dump(value, out)
        out.append(")")
    else:
        out.append(constant(node))


def module(source):
    out = []
    for statement in ast.parse(source).body:
        dump(statement, out)
        out.append("\n")
    return "".join(out)


def python_files(root):
    for directory, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            if name.endswith(".py") and os.path.isfile(os.path.join(directory, name)):
                yield os.path.join(directory, name)


def record(root):
    for path in python_files(root):
        with open(path, "rb") as file:
            source = file.read()
        with open(path[:-3] + ".ast", "w", encoding="ascii") as file:
            file.write(module(source))


def expected(path):
    with open(path, "rb") as file:
        source = file.read()
    try:
        return module(source)
    except SyntaxError as error:
        return f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset}, {error.end_lineno}, {error.end_offset})\n"
    except (ValueError, RecursionError, MemoryError) as error:
        return f"{type(error).__name__}: {error}\n"


def compare(program, root):
    files = list(python_files(root))
    different = 0
    with tempfile.TemporaryDirectory() as scratch:
        start = time.monotonic()
        paths = "\n".join(files)
        subprocess.run([program, scratch], input=paths, text=True, check=True)
        print(f"{len(files)} files parsed and dumped in {time.monotonic() - start:.1f} s")
        for index, path in enumerate(files):
            with open(os.path.join(scratch, str(index)), encoding="utf-8") as file:
                found = file.read()
            wanted = expected(path)
            if found != wanted:
                different += 1
                report(path, found, wanted)
    print(f"{different} of {len(files)} files differ")
    return different > 0


def report(path, found, wanted):
    print(path)
    for ours, theirs in zip(found.split("\n"), wanted.split("\n")):
        if ours != theirs:
            at = len(os.path.commonprefix([ours, theirs]))
            start = max(0, at - 60)
            print("    found ", ours[start : at + 100])
            print("    wanted", theirs[start : at + 100])
            return
    print("    different length")


def main():
    if sys.version_info[:2] != (3, 14) or sys.implementation.name != "cpython":
        sys.exit("the recordings are those of CPython 3.14")
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    match sys.argv[1:]:
        case ["record", root]:
            record(root)
        case ["compare", program, root]:
            sys.exit(compare(program, root))
        case _:
            sys.exit(__doc__)


main()
