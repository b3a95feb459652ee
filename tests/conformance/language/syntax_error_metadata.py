"""`_metadata` of a SyntaxError: the last complete compound statement, and the text; misspelt keywords are found by it."""

import ast
import traceback

TEXTS = [
    "improt os", "x = 1\nimprot os\n", "x = 1; y = 2; improt os", "def f():\n    x = 1\n    retrun 1\n",
    "if x:\n    y\nels:\n    z\n", "x = (1 2)\n", "while True:\n  pass\nx y", "x\n  y", "'abc", "if x\n  y",
    "try:\n  x\nexpect E:\n  y", "if 1:\n a\nelse:\n b c", "if True:\n    pass\n\nx\ny\n\n  z",
    "def f():\n    if a:\n        b\n    c d\n", "if a:\n  if b:\n    c\n  d e", "if a:\n  b\nelif c:\n  d\nelif e:\n  f g",
    "if a:\n  b\nfor x in y: pass\nc d", "while a: b\nwhile c: d\ne f", "if a:\n    def f():\n        pass\nx y",
    "class A:\n  def f(s):\n    while x:\n      if y:\n        z\n      elif w: v\n    q r",
    "try:\n  if a: b\nexcept: pass\nc d", "match x:\n  case 1:\n    if a: b\nc d", "@d\nclass C: pass\nx y",
    "if a: b\ndef f(): pass\nx y", "async for x in y: pass\nz w", "async def f():\n  async with a: pass\n  x y",
    "try:\n  x\nexcept A:\n  y\nelse:\n  z w", "x = 1 = 2", "return", "(" * 300, "f'{a b}'", "  x", "a\r\nb c",
]
for text in TEXTS:
    for mode in "exec", "single", "eval":
        try:
            compile(text, "<text>", mode)
        except SyntaxError as error:
            print(mode, error, error._metadata, len(error.args[1]))
REFUSED = [
    lambda: ast.parse("a\nb c"), lambda: eval("b c"), lambda: exec("a = 1\nb c"), lambda: compile(b"\xff", "", "exec"),
]
for refused in REFUSED:
    try:
        refused()
    except SyntaxError as error:
        print(error._metadata)

MISSPELT = [
    "iff x:\n    pass", "form os import path", "clas A: pass", "wihle True: pass", "retrun 1", "glbal x", "raize X",
    "asert x", "x = [a fro a in b]", "lamda x: 1", "x = 1 fi y else z", "for x i y: pass", "async deff f(): pass",
    "with a sa b: pass", "if a:\n    b\nelfi c:\n    d", "try:\n    x\nexcpt E:\n    y", "x = nto y", "impotr a, b", "foo bar",
]
for text in MISSPELT:
    try:
        compile(text, "<text>", "exec")
    except SyntaxError as error:
        print("".join(traceback.format_exception_only(error)), end="")
