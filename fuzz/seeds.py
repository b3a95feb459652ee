# Inputs for a target to begin with, made from the conformance scripts.
#
# usage: ouropy fuzz/seeds.py ROOT TARGET FOLDER
import ast
import marshal
import os
import pickle
import struct
import sys
import warnings

warnings.simplefilter("ignore")
root, target, folder = sys.argv[1:]


def scripts():
    for path, _, names in sorted(os.walk(os.path.join(root, "tests", "conformance"))):
        for name in sorted(names):
            if name.endswith(".py"):
                with open(os.path.join(path, name), "rb") as file:
                    yield file.read()


def functions(source):
    # The source of each function and class: small enough to be changed in an interesting way.
    try:
        tree = ast.parse(source)
        text = source.decode()
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield ast.get_source_segment(text, node, padded=True) or ""


def texts():
    # Some of the texts that the scripts have, the same each time.
    return sorted(set(every_text()))[::25]


def every_text():
    for source in scripts():
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and 0 < len(node.value) < 200:
                yield node.value


def source():
    for text in scripts():
        if len(text) < 4096:
            yield b"\0" + text
        for function in functions(text):
            yield b"\0" + function.encode("utf-8", "surrogatepass")


def bytecode():
    def inner(code):
        for constant in code.co_consts:
            if isinstance(constant, type(code)):
                yield constant
                yield from inner(constant)

    for text in scripts():
        try:
            code = compile(text, "<seed>", "exec")
        except (SyntaxError, ValueError):
            continue
        for function in inner(code):
            written = marshal.dumps(function)
            if len(written) < 1500:
                yield written


VALUES = [
    None, True, 1, -(10**30), 1.5, 2j, "text", "\xe9\u20ac", b"bytes", (1, 2), [1, [2]], {1: "one"}, {1, 2}, frozenset([3]), ...,
    slice(1, 2), [None] * 300, "x" * 300, StopIteration,
]


def marshal_():
    for version in range(6):
        for value in VALUES:
            try:
                yield bytes([version]) + marshal.dumps(value, version)
            except ValueError:
                pass
    for written in bytecode():
        if len(written) < 300:
            yield b"\4" + written


def expressions():
    patterns = [
        r"(a|b)*?c", r"(?P<name>\w+)\s(?P=name)", r"(?<=x)y(?!z)", r"[^\W\d_]+$", r"(?i:A)(?-i:b)", r"(?>a+)b", r"a{2,3}+",
        r"(x)?(?(1)y|z)", r"\bword\b", r"(?x) a # comment", r"[[a-z]--[aeiou]]", r"\N{LATIN SMALL LETTER A}", r"(((((a)))))\5",
    ]
    for pattern in [*patterns, *texts()]:
        data = pattern.encode("utf-8", "replace")[:255]
        for flags in (1, 0, 3):
            yield bytes([flags, 0, len(data)]) + data + b"\4\\1-x" + b"word word aab xy abc Axyz"


def formats():
    forms = [b"<iHq", b"@bhilqnP", b"3s2x?e", b">f10p", b"0i"]
    for form in forms:
        yield b"\0" + bytes([len(form)]) + form + struct.pack("<4q", 1, 2, 3, 4)
        yield b"\1" + bytes([len(form[:2])]) + form[:2] + b"\2\3" + bytes(24)
    specifications = ["{:>10.3f}", "{0!r:^{1}}", "{:,}", "{:#x}", "{a[b].c}", "{:%Y-%m-%d}", "*<+#012,.3e", "z.2%", "_b", "{{}}"]
    for text in [*specifications, *texts()]:
        data = text.encode("utf-8", "replace")
        for kind in (2, 3):
            yield bytes([kind, len(data) % 40, 0]) + data
        yield b"\4" + bytes([min(len(data), 255)]) + data[:255] + b"2026-02-28T23:59:59+01:00"
        yield b"\5\12" + data
        yield b"\6" + data
        for codec in range(0, 27, 3):
            yield bytes([7, codec, 0, codec % 8, 0]) + data
    for text in ("%Y-%m-%d %H:%M:%S.%f%z", "%a %b %j %U %w %%", "%-d%e%G%V%u"):
        yield b"\4" + bytes([len(text)]) + text.encode() + b"2026-02-28 23:59:59.5+0100"
    for text in ('{"a": [1, 2.5e3, null, true, "\\u20ac"]}', "[[[]]]", "a,b\n'c;d'", "1_000", "0x1.8p3", "-inf", "1/3", "1+2j"):
        yield b"\5\0" + text.encode()
        yield b"\6" + text.encode()


def pickles():
    import collections
    import datetime
    import decimal

    more = [
        collections.OrderedDict(a=1), collections.deque([1], 2), collections.Counter("aab"), datetime.datetime(2026, 1, 1),
        decimal.Decimal("1.5"), bytearray(b"grown"), range(3), complex(1, 2), ValueError("text"), [VALUES], len, int,
        collections.defaultdict(list, a=[1]), iter([1, 2]), pickle.PickleBuffer(b"out"),
    ]
    for protocol in range(6):
        for value in VALUES + more:
            try:
                written = pickle.dumps(value, protocol)
            except Exception:
                continue
            for first in (0, 8, 16, 32):
                yield bytes([first | protocol]) + written


def calls():
    for number in range(1000):
        yield number.to_bytes(2, "little") + bytes((number * 7 + at * 13) % 256 for at in range(40))


makers = {
    "source": source, "bytecode": bytecode, "marshal": marshal_, "expressions": expressions, "formats": formats,
    "pickles": pickles, "calls": calls,
}
for number, data in enumerate(makers[target]()):
    with open(os.path.join(folder, f"seed{number}"), "wb") as file:
        file.write(data)
print(f"{target}: {number + 1} inputs")
