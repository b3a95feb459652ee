# The database of characters, present and old: properties, names, normal forms.
import gc
import sys
import unicodedata

gc.disable()
old = unicodedata.ucd_3_2_0


def attempt(function, *arguments):
    try:
        print(ascii(function(*arguments)))
    except Exception as error:
        print(type(error).__name__, error)


def checksum(database, function):
    """A number for what a function says of all characters of the first plane, and a few others."""
    total = 0
    default = (None,) if function in ("decimal", "digit", "numeric", "name") else ()
    ask = getattr(database, function)
    for code in (*range(0, 0x3400, 3), *range(0xF900, 0x12000, 5), *range(0x1D000, 0x20000, 7), 0xE0100, 0x10FFFF):
        for character in repr(ask(chr(code), *default)):
            total = (total * 31 + ord(character)) % 65521
    return total


print(unicodedata.unidata_version, old.unidata_version, unicodedata.UCD, sys.getsizeof(old), gc.is_tracked(old))
print(sorted(name for name in vars(unicodedata) if name != "_ucnhash_CAPI"))
PROPERTIES = ["category", "bidirectional", "combining", "mirrored", "east_asian_width", "decomposition"]
NUMBERS = ["decimal", "digit", "numeric", "name"]
for name in PROPERTIES + NUMBERS:
    print(name, checksum(unicodedata, name), checksum(old, name))
for database in unicodedata, old:
    for name in PROPERTIES:
        ask = getattr(database, name)
        print(name, [ask(character) for character in "aé\u0301(\u5146\uac01\u0378\u20bf\ud800"])
        attempt(ask)
        attempt(ask, 1)
        attempt(ask, "ab")
        attempt(ask, None)
    for name in NUMBERS:
        ask = getattr(database, name)
        print(name, [ask(character, "?") for character in "a7²½\u5146\uac01\u0378\u20bf\ud800"])
        attempt(ask)
        attempt(ask, 1)
        attempt(ask, "")
        attempt(ask, "\n")
        attempt(ask, "a", 1, 2)
    for name in ["SPACE", "latin small letter a", "LF", "KEYCAP DIGIT ONE", "HANGUL SYLLABLE GAG", "BITCOIN SIGN",
                 "TANGUT IDEOGRAPH-17000", "CJK UNIFIED IDEOGRAPH-4e00", "CJK UNIFIED IDEOGRAPH-04E00", "LETTERA", "-",
                 "", "x" * 256, "x" * 257, "é", "\ud800", b"SPACE", bytearray(b"SPACE"), 1, None, "SPACE\0"]:
        attempt(database.lookup, name)
    for text in ["", "a", "é", "e\u0301", "\u1e9b\u0323", "\uac01", "\u1100\u1161\u11a8", "a\u0323\u0302", "\ufb01\u2460",
                 "a\u0302\u0323", "\u0340\u2126", "\U0002f868\U0001d15e", "\ud800\u0301", "\u0958"]:
        for form in "NFC", "NFD", "NFKC", "NFKD":
            result = database.normalize(form, text)
            print(ascii(result), result is text, database.is_normalized(form, text), end=" ")
        print()
    for arguments in [("NFC",), ("x", ""), ("x", "a"), (1, 2), ("NFC", None)]:
        attempt(database.normalize, *arguments)
        attempt(database.is_normalized, *arguments)


class Text(str):
    pass


print(type(unicodedata.normalize("NFC", Text("abc"))), type(unicodedata.normalize("NFC", Text(""))))
text = "long" * 20
before = sys.getrefcount(text)
same = unicodedata.normalize("NFKD", text)
print(same is text, sys.getrefcount(text) - before)
attempt(unicodedata.UCD)
attempt(type, "Derived", (unicodedata.UCD,), {})
attempt(setattr, old, "x", 1)
attempt(setattr, old, "unidata_version", "1")
attempt(setattr, unicodedata.UCD, "x", 1)
attempt(unicodedata.UCD.category, old, "a")
attempt(unicodedata.UCD.category, unicodedata, "a")
