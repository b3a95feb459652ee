"""Writes unicode_tables.rs: the character properties of the running interpreter's unicodedata, as CPython's
str methods see them. Run it with the reference CPython (3.14, Unicode 16.0)."""

import sys
import unicodedata

LIMIT = 0x110000
ALPHA, DECIMAL, DIGIT, NUMERIC, SPACE, LOWER, UPPER, TITLE, XID_START, XID_CONTINUE, PRINTABLE, CASED, IGNORABLE = (
    1 << bit for bit in range(13)
)


def properties(code):
    char = chr(code)
    sigma = ("A\u03a3" + char).lower()[1] == "\u03c3"
    sigma_before_cased = ("A\u03a3" + char + "B").lower()[1] == "\u03c3"
    tests = [
        (ALPHA, char.isalpha()),
        (DECIMAL, char.isdecimal()),
        (DIGIT, char.isdigit()),
        (NUMERIC, char.isnumeric()),
        (SPACE, char.isspace()),
        (LOWER, char.islower()),
        (UPPER, char.isupper()),
        (TITLE, char.istitle() and not char.isupper()),
        (XID_START, char.isidentifier()),
        (XID_CONTINUE, ("a" + char).isidentifier()),
        (PRINTABLE, char.isprintable()),
        # A cased character keeps the letter after it in lower case.
        (CASED, (char + "a").title().endswith("a")),
        # A case-ignorable one lets the final-sigma rule look past it.
        (IGNORABLE, sigma_before_cased and not sigma),
    ]
    return sum(bit for bit, holds in tests if holds)


def ranges():
    records, starts, previous = [], [], None
    for code in range(LIMIT):
        flags = properties(code)
        if flags != previous:
            if flags not in records:
                records.append(flags)
            starts.append(code << 8 | records.index(flags))
            previous = flags
    return records, starts


def mapping(name):
    convert = getattr(str, name)
    runs, special = [], []
    for code in range(LIMIT):
        result = convert(chr(code))
        if result == chr(code):
            continue
        if len(result) > 1:
            special.append((code, [ord(c) for c in result]))
            continue
        delta = ord(result) - code
        if runs and runs[-1][3] == delta:
            first, last, step, _ = runs[-1]
            if step == 0 and code - last in (1, 2) or step and code - last == step:
                runs[-1] = (first, code, code - last, delta)
                continue
        runs.append((code, code, 0, delta))
    return [(a, b, step or 1, d) for a, b, step, d in runs], special


def rows(items, per_line):
    items = list(items)
    for at in range(0, len(items), per_line):
        print("    " + ", ".join(items[at : at + per_line]) + ",")


print("// Written by generate_tables.py; do not edit.")
print(f"//! Character properties and case mappings of Unicode {unicodedata.unidata_version}, as CPython")
print(f"//! {sys.version_info.major}.{sys.version_info.minor} sees them.")
print()
print("/// Distinct property sets; see the bits in `unicode`.")
records, starts = ranges()
print(f"pub static RECORDS: [u16; {len(records)}] = [")
rows((f"{flags:#x}" for flags in records), 10)
print("];")
print("\n/// Where each run of equal properties begins: code point << 8 | index into `RECORDS`.")
print("#[rustfmt::skip]")
print(f"pub static RANGES: [u32; {len(starts)}] = [")
rows((f"{start:#x}" for start in starts), 10)
print("];")
zeros = [code for code in range(LIMIT) if unicodedata.decimal(chr(code), -1) == 0]
assert all(unicodedata.decimal(chr(z + i)) == i for z in zeros for i in range(10))
assert len(zeros) * 10 == sum(chr(c).isdecimal() for c in range(LIMIT))
print("\n/// The zero of every run of ten decimal digits.")
print("#[rustfmt::skip]")
print(f"pub static ZEROS: [u32; {len(zeros)}] = [")
rows((f"{z:#x}" for z in zeros), 10)
print("];")
for name in ("upper", "lower", "title", "casefold"):
    runs, special = mapping(name)
    print(f"\n/// Characters whose `{name}` is one character: first, last, step, difference.")
    print("#[rustfmt::skip]")
    print(f"pub static {name.upper()}: [(u32, u32, u32, i32); {len(runs)}] = [")
    rows((f"({a:#x}, {b:#x}, {s}, {d})" for a, b, s, d in runs), 4)
    print("];")
    print(f"\n/// Characters whose `{name}` is several characters (0 ends the shorter ones).")
    print("#[rustfmt::skip]")
    print(f"pub static {name.upper()}_SPECIAL: [(u32, [u32; 3]); {len(special)}] = [")
    rows(
        (f"({code:#x}, [{', '.join(f'{c:#x}' for c in (to + [0, 0])[:3])}])" for code, to in special), 3
    )
    print("];")
