# How a text ends decides what compile() says of it: CPython's tokenizer adds a newline to a module only, and its parser
# takes the end of an interactive statement for one.
BEGINNINGS = [
    "", "x", "x =", "import", "from a import b,", "if 1: pass", "if 1:", "if 1:\n  x", "if 1:\n  if 2:\n    x", "class X:",
    "try:\n  x", "try: x", "(", "[x for x", "f'{a", "f'{a!", "f'{a:", "x if y else", "while x", "def f()", "try", "match x:",
    "match x:\n case 1", "f'' b''", "'a' b'b' c", "x;", "1:", "x \\", "import a as", "None = 1", "@x", "'''a", "lambda", "*", "pass",
]
ENDS = ["", " ", "\n", "\n ", "\n  ", "#c", "\n#c", "\n  #c", "\\", "\\\n", "\\\n ", "\n\\", "\n  x", "\n)", "\f", "\n\f", ":", "\n \n"]

for mode in ("exec", "eval", "single"):
    for beginning in BEGINNINGS:
        for end in ENDS:
            try:
                compile(beginning + end, "<text>", mode)
            except SyntaxError as error:
                place = error.lineno, error.offset, error.end_lineno, error.end_offset
                print(mode, ascii(beginning + end), type(error).__name__, error.msg, *place)
            else:
                print(mode, ascii(beginning + end), "compiles")

# A backslash that no newline follows: the column is counted from the line with which CPython's buffer begins.
for text in ["x\\\n\\ y", "x\\\n  \\ y", "'''\n''' \\ y", "\\\n\\ y", "(\n\\ y", "(\\\n\\ y", "x = 1\n\\ y", "f'''\n''' \\ y"]:
    for mode in ("exec", "eval", "single"):
        try:
            compile(text, "<text>", mode)
        except SyntaxError as error:
            print(mode, ascii(text), error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)

# More than one statement: the whole end of the line is shown.
for text in ["x # c\n  x", "x # c\\\n  x", "x;  # cde\ny"]:
    try:
        compile(text, "<text>", "single")
    except SyntaxError as error:
        print(ascii(text), error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
