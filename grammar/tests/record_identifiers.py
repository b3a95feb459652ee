"""Writes down which characters CPython takes in names: `identifiers.expected`, beside this script.

Usage: python3.14 grammar/tests/record_identifiers.py

One line for each run of characters with the same answer: its first code point, and whether such a character can begin
a name (`start`), only continue one (`continue`), or neither (`no`).
"""

import sys
from pathlib import Path


def kind(character):
    if character.isidentifier():
        return "start"
    return "continue" if ("a" + character).isidentifier() else "no"


def main():
    if sys.version_info[:2] != (3, 14):
        sys.exit("the reference is CPython 3.14")
    rows, last = [], None
    for code in range(sys.maxunicode + 1):
        found = kind(chr(code))
        if found != last:
            rows.append(f"{code:x} {found}\n")
            last = found
    Path(__file__).with_name("identifiers.expected").write_text("".join(rows), encoding="ascii")


main()
