"""Writes down CPython's tokens of the files named on the command line, next to them as `.tokens`.

Usage: python3.14 record_tokens.py tests/tokens/*.py
With `-` as the last argument the record goes to standard output instead.

One line a token: start, end, kind, and the value where there is one. Columns are UTF-8 bytes. Comments and line ends
that end no statement are left out; literal text of f-strings and template strings has its place only.
"""

import ast
import io
import keyword
import struct
import sys
import tokenize
import unicodedata


MIDDLE = (tokenize.FSTRING_MIDDLE, tokenize.TSTRING_MIDDLE)


def show(data):
    """Bytes as printable ASCII."""
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte != 92 else f"\\x{byte:02x}" for byte in data
    )


def value_of(text):
    """Kind and value of a number or a string."""
    value = ast.literal_eval(text)
    match value:
        case int():
            return f"INT {value:#x}"
        case float():
            return "FLOAT " + struct.pack(">d", value).hex()
        case complex():
            return "IMAGINARY " + struct.pack(">d", value.imag).hex()
        case str():
            return "STR " + show(value.encode("utf-8", "surrogatepass"))
        case bytes():
            return "BYTES " + show(value)


def soft_keywords(tree, tokens):
    """Positions of the names that act as keywords."""
    found = set()
    cases = [token.start for token in tokens if token.string == "case"]
    for node in ast.walk(tree):
        match node:
            case ast.Match() | ast.TypeAlias():
                found.add((node.lineno, node.col_offset))
            case ast.match_case(pattern=pattern):
                place = (pattern.lineno, pattern.col_offset)
                found.add(max(start for start in cases if start < place))
    return found


def record(path):
    with open(path, "rb") as file:
        data = file.read()
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    text = io.TextIOWrapper(io.BytesIO(data), encoding).read()
    lines = text.split("\n")

    def place(position):
        line, column = position
        row = lines[line - 1] if line <= len(lines) else ""
        return line, len(row[:column].encode("utf-8")) + max(0, column - len(row))

    tokens = []
    comment = None
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NEWLINE and comment:
            # To the parser the end of a line begins with the comment.
            token = token._replace(start=comment)
        comment = token.start if token.type == tokenize.COMMENT else None
        if token.type in (tokenize.COMMENT, tokenize.NL):
            continue
        if token.type in MIDDLE and token.start == token.end:
            continue
        token = token._replace(start=place(token.start), end=place(token.end))
        if tokens and token.type == tokens[-1].type in MIDDLE:
            token = token._replace(start=tokens.pop().start)
        elif tokens and tokens[-1].type in MIDDLE:
            # The second of two braces belongs to the text, as in the syntax tree.
            tokens[-1] = tokens[-1]._replace(end=token.start)
        tokens.append(token)
    soft = soft_keywords(ast.parse(text), tokens)
    for token in tokens:
        match token.type:
            case tokenize.NAME if keyword.iskeyword(token.string):
                what = "KEYWORD " + token.string
            case tokenize.NAME if token.start in soft:
                what = "KEYWORD " + token.string
            case tokenize.NAME:
                what = "NAME " + unicodedata.normalize("NFKC", token.string)
            case tokenize.OP:
                what = "OP " + token.string
            case tokenize.NUMBER | tokenize.STRING:
                what = value_of(token.string)
            case kind:
                what = tokenize.tok_name[kind]
        yield "{}:{}-{}:{} {}\n".format(*token.start, *token.end, what)


def main(arguments):
    if sys.version_info[:2] != (3, 14):
        sys.exit("the reference is CPython 3.14")
    to_output = arguments[-1:] == ["-"]
    for path in arguments[: -1 if to_output else None]:
        lines = record(path)
        if to_output:
            sys.stdout.writelines(lines)
        else:
            with open(path.removesuffix(".py") + ".tokens", "w", encoding="utf-8") as file:
                file.writelines(lines)


main(sys.argv[1:])
