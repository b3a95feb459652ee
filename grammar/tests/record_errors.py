"""Writes down what CPython says to the source texts in `.cases` files, as `.expected` beside them.

Usage: python3.14 record_errors.py tests/errors/*.cases

A case is one line, a Python string literal with the source text. Its record is one line too: the exception with its
place and its text without the line end (`ok` if there is none), and behind ` ; ` each warning with its line.
"""

import ast
import sys
import warnings


def show(text):
    """Text as printable ASCII."""
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte != 92 else f"\\x{byte:02x}"
        for byte in text.encode("utf-8", "surrogatepass")
    )


def attempt(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "<case>", "exec", dont_inherit=True, flags=ast.PyCF_ONLY_AST)
            result = "ok"
        except SyntaxError as error:
            place = f"{error.lineno} {error.offset} {error.end_lineno} {error.end_offset}"
            text = show((error.text or "").rstrip("\n"))
            result = f"{type(error).__name__}: {show(error.msg)} | {place} | {text}"
        except (ValueError, OverflowError, MemoryError, RecursionError) as error:
            result = f"{type(error).__name__}: {show(str(error))}"
    for warning in caught:
        result += f" ; {warning.lineno} {warning.category.__name__}: {show(str(warning.message))}"
    return result


def main(paths):
    if sys.version_info[:2] != (3, 14):
        sys.exit("the reference is CPython 3.14")
    for path in paths:
        with open(path, encoding="utf-8") as file:
            cases = [ast.literal_eval(line) for line in file if line.strip()]
        with open(path.removesuffix(".cases") + ".expected", "w", encoding="utf-8") as file:
            file.writelines(attempt(case) + "\n" for case in cases)


main(sys.argv[1:])
