"""Tokens with their places and lines; what ends them early."""
import io
import tokenize

SOURCES = (
    "a", "", "\n", "# c", "# c\n", "a # c\n\n  # d\nif x:\n  y\n  # e\nz", "if x:\n  y\n", "(a,\n# c\n\n b)\n",
    "'''a\nb''' + c\n", "a \\\n + b\n", "f'a{{b}}c{x!r:>3}d{y=}'\n", "t'''a\n{x}\nb'''", "f'\\N{DIGIT ONE}{x:%d}'\n",
    "(a", "(a\nb\n", "a\\\n", "f'{a", "a\r\nb\r\n", "$ ? `\n", "\xe9 = '\xfc' + \xe9\n", "0777\n", "'abc\n", "x = '''abc\nd\n",
    "a b\n", "x = 1;y\n\n\n", "def f():\n  if a:\n    b\nc", "async def f(): await x\n", "1_000j 0xfF 1if 2else 3\n",
    "\u20ac\n", "(]\n", ")\n", "1__0\n", "x=0b2\n", "a := b -> c ... != <= >>= **\n",
)
for source in SOURCES:
    print(ascii(source))
    try:
        for token in tokenize.generate_tokens(io.StringIO(source, newline="").readline):
            print("  ", ascii(token), tokenize.tok_name[token.exact_type])
    except tokenize.TokenError as error:
        print("  ", repr(error))
source = b"# coding: latin-1\nx = '\xe9'\n"
for token in tokenize.tokenize(io.BytesIO(source).readline):
    print(ascii(token))
text = "def f ( a ):\n    return a+ 1  # comment\n"
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO(text).readline)) == text)
