# What compile() makes of texts as one expression or one interactive statement: no newline is added to them.
texts = [
    "", " ", "-", " f", "f(): int\n", "a!=b=", "3=", "1 = 1\n", "'\\x' ", "f'{0}' = x", "x = 5\\", "\\", "a = 42 if True\n",
    "(): int", "type A = int\n", "match x\n", "def f(): pass", "def f(): pass\n", "def f():\n  pass", "def f():\n  pass\n",
    "if 0: break", "if 0: break\nelse: x", "if 1:\n  x\n y", "if 1:\n  x\n y\n", "3\n=3", "1\n)", "x y\n)", "x # comment\n# more\n\n",
    "x\ny", "\nx\n# y\nz", "x;\ny", "class X: (y): int", "x = '''\ny\n'''\nz\n", "@x\ndef f(): pass\n", "def f():\n    \n",
    "if True:\n    x: int = 1", "x\n  \n", "x\n  y", "return '\xe4'", "C:\\Users", "f('a' 1 'b')", "(a\n", "'abc",
]
for mode in ("eval", "single"):
    for text in texts:
        try:
            compile(text, "<text>", mode)
        except SyntaxError as error:
            print(mode, ascii(text), type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno,
                  error.end_offset)
        else:
            print(mode, ascii(text), "compiles")

namespace = {}
exec(compile('class C:\n  "documented"\n', "<text>", "single"), namespace)
print(namespace["C"].__doc__)
print(eval(" \t1 + 1"))
exec("def f():\n try:\n  pass\n except Exception:\n  global a\n else:\n  return a\n", namespace)
namespace["a"] = 5
print(namespace["f"]())
