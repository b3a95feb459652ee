"""Writes tables.rs and sequences.txt, beside this script, and aliases.txt of the grammar crate: what the running
interpreter's unicodedata says of all characters. Run it with the reference CPython (3.14, Unicode 16.0)."""

import ctypes
import unicodedata
from pathlib import Path

LIMIT = 0x110000
# Hangul syllables decompose by a formula.
HANGUL = range(0xAC00, 0xD7A4)
OLD = unicodedata.ucd_3_2_0
FORMS = ["NFC", "NFKC", "NFD", "NFKD"]
HERE = Path(__file__).parent


def properties(code):
    """What both databases say of a character, numbers and decomposition apart."""
    character = chr(code)
    pair = character * 2
    now, old = (
        (
            database.category(character),
            database.bidirectional(character),
            database.east_asian_width(character),
            database.mirrored(character),
        )
        for database in (unicodedata, OLD)
    )
    # A text that the quick check knows to be normalized comes back as it is.
    settled = tuple(code < 0x80 or unicodedata.normalize(form, pair) is pair for form in FORMS)
    return now, old, unicodedata.combining(character), settled


def numbers(code):
    """Decimal, digit and number, in both databases."""
    character = chr(code)
    return tuple(
        getattr(database, name)(character, None)
        for database in (unicodedata, OLD)
        for name in ("decimal", "digit", "numeric")
    )


def runs(function):
    """The different values of a function of code points, and where each run of equal ones begins."""
    values, starts, previous = {}, [], None
    for code in range(LIMIT):
        value = function(code)
        if value != previous:
            starts.append((code, values.setdefault(value, len(values))))
            previous = value
    return list(values), starts


def decompositions():
    """The tags, what decomposes, and into what: numbers in a row, the first of them tag * 256 + length."""
    tags, places, known, data = [""], [], {}, []
    for code in range(LIMIT):
        text = unicodedata.decomposition(chr(code))
        if not text or code in HANGUL:
            continue
        tag, *parts = text.split() if text[0] == "<" else ["", *text.split()]
        if tag not in tags:
            tags.append(tag)
        row = (tags.index(tag) << 8 | len(parts), *(int(part, 16) for part in parts))
        if row not in known:
            known[row] = len(data)
            data += row
        places.append((code, known[row]))
    return tags, places, data


def corrected(code):
    """The character that 3.2.0 has as the decomposition of this one, if it is another than today's."""
    text = OLD.normalize("NFD", chr(code))
    if len(text) == 1 and OLD.category(chr(code)) != "Cn" and text != unicodedata.normalize("NFD", chr(code)):
        return ord(text)
    return None


def names():
    """Further names of characters and names of sequences, with what they stand for."""
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    api = pointer(unicodedata._ucnhash_CAPI, b"unicodedata._ucnhash_CAPI")
    get = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint32, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)
    name_of = ctypes.cast(ctypes.c_void_p.from_address(api).value, get)
    buffer = ctypes.create_string_buffer(256)
    # The interpreter numbers them as characters for private use.
    for code in range(0xF0000, LIMIT):
        if name_of(code, buffer, len(buffer), 1):
            name = buffer.value.decode("ascii")
            yield name, " ".join(f"{ord(character):04X}" for character in unicodedata.lookup(name))


def table(lines, doc, name, kind, items, width=119):
    items = [str(item) for item in items]
    lines += ["", f"/// {doc}", "#[rustfmt::skip]", f"pub static {name}: [{kind}; {len(items)}] = ["]
    line = "   "
    for item in items:
        if len(line) + len(item) + 2 > width:
            lines.append(line)
            line = "   "
        line += f" {item},"
    lines += [line, "];"]


def text(value):
    return f'"{value}"'


def number(value, kind):
    return "NONE" if value is None and kind == float else "-1" if value is None else repr(kind(value))


def main():
    lines = [
        "// Written by generate.py; do not edit.",
        "// Long because Unicode is.",
        f"//! What CPython's unicodedata says of all characters, in Unicode {unicodedata.unidata_version} and in "
        f"{OLD.unidata_version}.",
        "",
        "use super::{Numbers, Record};",
        "",
        "const NONE: f64 = f64::NAN;",
    ]
    records, starts = runs(properties)
    columns = [sorted({value[column] for record in records for value in record[:2]}) for column in range(3)]
    for name, doc, values in zip(
        ("CATEGORIES", "DIRECTIONS", "WIDTHS"),
        ("General categories.", "Bidirectional classes.", "East Asian widths."),
        columns,
    ):
        table(lines, doc, name, "&str", map(text, values))

    def bits(value):
        category, direction, width = (values.index(part) for values, part in zip(columns, value))
        assert category < 32 and direction < 32 and width < 8
        return f"{category | direction << 5 | width << 10 | value[3] << 13:#x}"

    table(
        lines,
        "Distinct sets of properties: in the present database, in the old one, combining class, quick check.",
        "RECORDS",
        "Record",
        (
            f"Record({bits(now)}, {bits(old)}, {combining}, {sum(yes << place for place, yes in enumerate(settled))})"
            for now, old, combining, settled in records
        ),
    )
    doc = "Where each run of equal properties begins: code point << 11 | index into `RECORDS`."
    table(lines, doc, "RANGES", "u32", (f"{code << 11 | index:#x}" for code, index in starts))
    values, starts = runs(numbers)
    table(
        lines,
        "Distinct numbers: decimal, digit and number, in the present database and in the old one.",
        "NUMBERS",
        "[Numbers; 2]",
        (
            "["
            + ", ".join(
                f"Numbers({number(decimal, int)}, {number(digit, int)}, {number(numeric, float)})"
                for decimal, digit, numeric in (value[:3], value[3:])
            )
            + "]"
            for value in values
        ),
    )
    doc = "Where each run of equal numbers begins: code point << 8 | index into `NUMBERS`."
    assert len(values) < 256
    table(lines, doc, "NUMBER_RANGES", "u32", (f"{code << 8 | index:#x}" for code, index in starts))
    tags, places, data = decompositions()
    table(lines, "The tags of decompositions; the first is that of canonical ones.", "TAGS", "&str", map(text, tags))
    doc = "Characters that decompose, Hangul syllables apart."
    table(lines, doc, "DECOMPOSED", "u32", (f"{code:#x}" for code, _ in places))
    doc = "Where each one's decomposition begins in `DECOMPOSITIONS`."
    table(lines, doc, "DECOMPOSED_AT", "u16", (at for _, at in places))
    doc = "Decompositions: tag << 8 | length, then the characters."
    table(lines, doc, "DECOMPOSITIONS", "u32", (f"{item:#x}" for item in data))
    doc = "Characters with another canonical decomposition in the old database."
    pairs = ((code, to) for code in range(LIMIT) if (to := corrected(code)) is not None)
    table(lines, doc, "CORRECTED", "(u32, u32)", (f"({code:#x}, {to:#x})" for code, to in pairs))
    (HERE / "tables.rs").write_text("\n".join(lines) + "\n", encoding="ascii")
    rows = [f"{name};{codes}\n" for name, codes in names()]
    aliases = "".join(row for row in rows if " " not in row.partition(";")[2])
    sequences = "".join(row for row in rows if " " in row.partition(";")[2])
    (HERE / "sequences.txt").write_text(sequences, encoding="ascii")
    (HERE.parents[2] / "grammar/src/aliases.txt").write_text(aliases, encoding="ascii")


main()
