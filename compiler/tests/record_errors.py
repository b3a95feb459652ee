"""Writes down what CPython says to the sources in `bytecode/errors.tsv`, in place.

Usage: python3.14 compiler/tests/record_errors.py

A line is a source with `\\n` for line ends, and what CPython's SyntaxError says: message, line, offset, end line, end
offset, separated by tabs; five empty fields if it compiles. To add a source, append a line with nothing else.
"""

import sys
import warnings
from pathlib import Path


def answer(source):
    try:
        compile(source.encode().decode("unicode_escape"), "<case>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return [error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset]
    return [""] * 5


def main():
    if sys.version_info[:2] != (3, 14):
        sys.exit("the reference is CPython 3.14")
    warnings.simplefilter("ignore")
    path = Path(__file__).parent / "bytecode" / "errors.tsv"
    sources = [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()]
    rows = ["\t".join(map(str, [source, *answer(source)])) + "\n" for source in sources]
    path.write_text("".join(rows), encoding="utf-8")


main()
