# unicode_escape, raw_unicode_escape and utf-7, both ways, with their faults.
import warnings

warnings.simplefilter("always")


def show(data, name, errors="strict"):
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            result = ascii(data.decode(name, errors)) if isinstance(data, bytes) else data.encode(name, errors)
        except UnicodeError as error:
            result = f"{type(error).__name__}: {error}"
        print(name, errors, ascii(data), result, [str(warning.message) for warning in heard])


texts = ("plain", "tab\t nl\n cr\r \\ ' \" \x00\x7f", "\xe9\xff", "\u20ac", "\U0001f600", "\ud800", "a+b-c", "~\\")
for text in texts:
    for name in ("unicode_escape", "raw_unicode_escape", "unicode-escape"):
        show(text, name)
for data in (
    b"\\n\\t\\\\\\'\\\"\\a\\b\\f\\r\\v\\\nx", b"\\x41\\u20ac\\U0001f600\\N{EURO SIGN}", b"\\101\\7\\08\\400", b"\xe9\\",
    b"\\x4", b"\\xg", b"\\u12", b"\\U00110000", b"\\U0001", b"\\N{nope}", b"\\N{", b"\\N", b"\\N{}", b"\\d\\e", b"a\\ud800z",
):
    for name in ("unicode_escape", "raw_unicode_escape"):
        for errors in ("strict", "replace", "ignore", "backslashreplace"):
            show(data, name, errors)
texts = ("a+b", "\xe9", "\u20ac-", "\u20aca", "\u20ac.", "\U0001f600", "~\\", "\ud800", "\x00", "a\u20ac\u20ac b", "+", "\u20ac+", "")
for text in texts:
    show(text, "utf-7")
    print(ascii(text.encode("utf-7").decode("utf-7")))
for data in (
    b"+", b"+-", b"+A-", b"+AAA-", b"a+IKw", b"+IKw-b", b"+IKwb", b"+2AA-", b"+2ADcAA-", b"+2ADcA", b"\xff", b"+\xff",
    b"+IKw\xffz", b"+IK-z", b"++", b"+IKwA-", b"+IKw.x", b"a+-b", b"+3AA-", b"+2ADYAA-", b"+AAB-x", b"+IKx-", b"+2AA.x",
):
    for errors in ("strict", "replace", "ignore"):
        show(data, "utf-7", errors)
