"""`from __future__ import barry_as_FLUFL`: `<>` says what `!=` says elsewhere, in the parser alone."""

import __future__

FLAG = __future__.CO_FUTURE_BARRY_AS_BDFL


def attempt(source, mode="exec", flags=0):
    try:
        code = compile(source, "<source>", mode, flags)
    except SyntaxError as e:
        print(repr(source), mode, "|", e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))
    else:
        print(repr(source), mode, "| compiles", bool(code.co_flags & FLAG))


FUTURE = "from __future__ import barry_as_FLUFL"

print("behind the import")
for text in ["1 <> 2", "1 != 2", "a = b <> c", "if a != b: pass", "x = != 3", "<> 1", "1 <>", "1 !=", "not a <> b", "a < b <> c"]:
    attempt(f"{FUTURE}\n{text}\n")
attempt(f"{FUTURE}; 1 <> 2\n")
attempt(f"{FUTURE}; 1 != 2\n")
attempt(f"{FUTURE};\n(\n1 != 2\n")
attempt(f"{FUTURE}\n(1 != 2 $\n")
attempt(f"{FUTURE}\nf'{{1 <> 2}}'\n")
attempt(f"{FUTURE}\nf'{{1 != 2}}'\n")
attempt(f"{FUTURE}\nprint a != b\n")
attempt(f"{FUTURE}\nf(a != b c)\n")

print("forms of the import")
for line in [
    "from __future__ import (barry_as_FLUFL)",
    "from __future__ import annotations, barry_as_FLUFL",
    "from __future__ import barry_as_FLUFL as x, annotations",
    "from __future__ import (annotations, barry_as_FLUFL,)",
    "from __future__ import annotations as barry_as_FLUFL",
    "from .__future__ import barry_as_FLUFL",
    "from __future__.x import barry_as_FLUFL",
    "from future import barry_as_FLUFL",
    "import barry_as_FLUFL",
]:
    attempt(f"{line}\n1 <> 2\n")
    attempt(f"{line}\n1 != 2\n")

print("where it stands")
attempt(f"1 != 2\n{FUTURE}\n")
attempt(f"1 <> 2\n{FUTURE}\n")
attempt(f"{FUTURE}\ndef f():\n    return 1 <> 2\n")
attempt(f"if 1:\n    {FUTURE}\n1 <> 2\n")
attempt(f"if 1:\n    {FUTURE}\n1 != 2\n")

print("by flag")
for mode in ["exec", "eval", "single"]:
    attempt("1 <> 2", mode, FLAG)
    attempt("1 != 2", mode, FLAG)
    attempt("1 <> 2", mode)

print("inherited")
namespace = {}
exec(
    FUTURE
    + """
print(1 <> 2, eval("1 <> 2"))
try:
    eval("1 != 2")
except SyntaxError as e:
    print(e.msg)
print(eval(compile("1 != 2", "", "eval", 0, True)))
def f(a, b):
    return a <> b
""",
    namespace,
)
print(namespace["f"](1, 1), bool(namespace["f"].__code__.co_flags & FLAG))
