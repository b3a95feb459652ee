"""The tokens of `tokenize` without those that only it has: as the parser sees them; and `strftime` with surrogates."""

import io
import time
import token
import tokenize

SOURCES = [
    "", "\n", "#c", "x", "x\n", "a = 1", "if x:\n  y", "if a:\n  if b:\n    c\n  d\ne\n", "if a:\n  b\n\n\n", "x\n\n#c\n\ny\n\n",
    "1 <> 2", "x < y <> z\n", "async def f():\n  await x", "grün = U'green'\nx = (1,\n2)", "f'{a:{b}c}'\n", "if x:\n    y\n  z",
]
for source in SOURCES:
    for extra in False, True:
        print(repr(source), extra)
        lines = io.StringIO(source).readline
        try:
            for found in tokenize._generate_tokens_from_c_tokenizer(lines, extra_tokens=extra):
                print("   ", token.tok_name[found.type], repr(found.string), found.start, found.end, repr(found.line))
        except IndentationError as error:
            print("   ", error.args, error.end_lineno, error.end_offset)

for form in "\ud83d", "%y\ud800%m", "\udcff", "%\ud800", "é%d\udc00%%":
    print(ascii(time.strftime(form, (2020, 1, 2, 3, 4, 5, 6, 7, 0))))
