"""Writes code_pages.rs: the encodings of one byte a character that the Web does not know, as the running interpreter
decodes them, with the names it knows them by. Run it with the reference CPython (3.14)."""

import codecs
import encodings
import encodings.aliases
import pkgutil
import textwrap

# What encoding_rs has (src/types/codec/charmap.rs), and what is no table of characters.
ELSEWHERE = set(
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 cp866 koi8_r mac_roman mac_cyrillic "
    "iso8859_1 iso8859_2 iso8859_3 iso8859_4 iso8859_5 iso8859_6 iso8859_7 iso8859_8 iso8859_10 iso8859_13 "
    "iso8859_14 iso8859_15 iso8859_16 ascii latin_1 charmap unicode_escape raw_unicode_escape undefined".split()
)
NOTHING = 0xFFFD


def characters(name):
    codes = []
    for byte in range(256):
        try:
            text = bytes([byte]).decode(name)
        except UnicodeDecodeError as error:
            if error.encoding != "charmap":
                return None
            text = chr(NOTHING)
        if len(text) != 1:
            return None
        codes.append(ord(text))
    return codes


def pages():
    for module in sorted(module.name for module in pkgutil.iter_modules(encodings.__path__)):
        if module in ELSEWHERE:
            continue
        try:
            if not codecs.lookup(module)._is_text_encoding:
                continue
            codes = characters(module)
        except (LookupError, UnicodeError, AttributeError):
            continue
        if codes:
            names = [alias for alias, name in sorted(encodings.aliases.aliases.items()) if name == module]
            yield [module, *names], codes


def write(out):
    print("// Written by generate_code_pages.py; do not edit.", file=out)
    print("//! Code pages of DOS, EBCDIC, the Macintosh and a few more, as CPython 3.14 reads them.\n", file=out)
    print("/// A code page: its names, and the characters of all bytes or, if the others are ASCII, of those from 128", file=out)
    print("/// on. U+FFFD stands where there is none.", file=out)
    print("pub struct CodePage {", file=out)
    print("    /// In lower case, words separated by underscores.\n    pub names: &'static [&'static str],", file=out)
    print("    /// UTF-16 code units.\n    pub characters: &'static [u16],\n}\n", file=out)
    found = list(pages())
    print("/// The code pages in the order of their names.\n#[rustfmt::skip]", file=out)
    print("pub static PAGES: [CodePage; %d] = [" % len(found), file=out)
    for names, codes in found:
        if codes[:128] == list(range(128)):
            codes = codes[128:]
        print("    CodePage {", file=out)
        quoted = textwrap.fill(", ".join(f'"{name}"' for name in names), 100, subsequent_indent=" " * 12)
        print("        names: &[%s]," % quoted, file=out)
        print("        characters: &[", file=out)
        numbers = " ".join("%#x," % code for code in codes)
        print(textwrap.fill(numbers, 118, initial_indent=" " * 12, subsequent_indent=" " * 12), file=out)
        print("        ],\n    },", file=out)
    print("];", file=out)


if __name__ == "__main__":
    with open(__file__.replace("generate_code_pages.py", "code_pages.rs"), "w") as out:
        write(out)
