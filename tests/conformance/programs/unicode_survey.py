"""A survey of characters: names, categories, widths, normal forms, graphemes by rule, encodings and their errors, domains."""

import codecs
import collections
import encodings.idna
import functools
import io
import itertools
import operator
import re
import string
import sys
import unicodedata
from dataclasses import dataclass
from unicodedata import category, combining, normalize


@dataclass(frozen=True, order=True)
class Character:
    code: int

    def __post_init__(self):
        chr(self.code)

    def __str__(self):
        return chr(self.code)

    @functools.cached_property
    def row(self):
        c = str(self)
        return f"U+{self.code:04X} {unicodedata.name(c, '<none>'):38.38} {category(c)} {unicodedata.bidirectional(c) or '-':3} {unicodedata.east_asian_width(c):2} {combining(c):3} {unicodedata.mirrored(c)} {unicodedata.decimal(c, '-')!s:2} {unicodedata.numeric(c, '-')!s:6} {unicodedata.decomposition(c)}"


class Graphemes:
    """Splits text into clusters: marks, joiners, flags and jamo stay together."""

    def __init__(self, text):
        self.text = text

    def __iter__(self):
        cluster, joined = "", False
        for char in self.text:
            flag = 0x1F1E6 <= ord(char) <= 0x1F1FF
            sticks = combining(char) or category(char) in ("Mn",
                    "Me") or char == "\u200d" or 0x1F3FB <= ord(char) <= 0x1F3FF or joined
            pair = flag and len(cluster) == 1 and 0x1F1E6 <= ord(cluster) <= 0x1F1FF
            if cluster and not (sticks or pair):
                yield cluster
                cluster = ""
            cluster += char
            joined = char == "\u200d"
        if cluster:
            yield cluster

    def __len__(self):
        return sum(1 for _ in self)

    def __getitem__(self, key):
        items = list(self)[key]
        return items if isinstance(items, str) else "".join(items)


def width(text):
    return sum(0 if combining(c) or c == "\u200d" else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def attempt(*actions):
    for action in actions:
        try:
            print("  ", ascii(action()))
        except Exception as error:
            details = [getattr(error, a) for a in ("encoding", "start", "end", "reason") if isinstance(error,
                    UnicodeError) and hasattr(error, a)]
            print("  ", type(error).__name__, ascii(str(error)), *details)


for code in map(ord, "aÄß²½٣Ⅷ€\n\u0301\u00ad\u200b「あ가ﷺ😀\U00010330\ue000\U000e0041ǅª🏳"):
    print(Character(code).row)
attempt(lambda: Character(0x110000), lambda: Character(-1), lambda: unicodedata.name("\x00"),
        lambda: unicodedata.lookup("GREEK SMALL LETTER ALPHA"), lambda: unicodedata.lookup("NO SUCH NAME"),
        lambda: unicodedata.lookup("snowman"), lambda: unicodedata.decimal("x"), lambda: unicodedata.digit("²"),
        lambda: unicodedata.numeric("x"), lambda: unicodedata.name("ab"), lambda: normalize("NFX", "a"),
        lambda: unicodedata.is_normalized("NFC", "e\u0301"), lambda: unicodedata.name(3),
        lambda: unicodedata.ucd_3_2_0.name("\u20b9", "none"), lambda: unicodedata.unidata_version,
        lambda: "\N{LATIN SMALL LETTER E WITH ACUTE}" == "é")
for text in ("é", "ﬁ½", "각", "Å", "e\u0301\u0323", "ſ", "①㎏", "\u1e9b\u0323"):
    print(ascii(text), *(ascii(normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")),
          ascii(text.casefold()), [t.isascii() for t in (text, normalize("NFKC", text))])
samples = ["naïve", "e\u0301a\u0300x", "👨\u200d👩\u200d👧!", "🇨🇭🇩🇪", "日本", "👍🏽", ""]
for text in samples:
    clusters = Graphemes(text)
    print(len(text), len(clusters), [len(c) for c in clusters], width(text), ascii(clusters[::-1]), len(text.encode()),
          len(text.encode("utf-16-le")) // 2)
text = "Ab1 é漢\u2028😀"
for encoding in ("ascii", "latin-1", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32-le", "utf-7", "cp1252",
                 "cp437", "koi8-r", "iso8859-15", "mac-roman", "unicode_escape", "raw_unicode_escape", "punycode",
                 "idna"):
    row = []
    for errors in ("strict", "replace", "ignore", "xmlcharrefreplace", "namereplace", "backslashreplace"):
        try:
            data = text.encode(encoding, errors)
            row.append(f"{len(data)}:{data[-5:].hex()}")
        except UnicodeError as error:
            row.append(type(error).__name__[7:10] + str(getattr(error, "start", "")))
    print(f"{encoding:19}", *row, codecs.lookup(encoding).name)
attempt(*(functools.partial(bytes.decode, data, encoding) for data, encoding in ((b"\xff", "utf-8"),
        (b"a\xe2\x82", "utf-8"), (b"\xed\xa0\x80", "utf-8"), (b"\xc0\x80", "utf-8"), (b"\xf5\x80\x80\x80", "utf-8"),
        (b"\xff\xfea", "utf-16"), (b"\x00\xd8a\x00", "utf-16-le"), (b"\0\0\x11\0", "utf-32-le"), (b"+AGEA", "utf-7"),
        (b"a+", "utf-7"), (b"\x81", "cp1252"), (b"\\x4", "unicode_escape"), (b"\\N{snow", "unicode_escape"),
        (b"\\U00110000", "raw_unicode_escape"), (b"abc-\xff", "punycode"), (b"abc-!", "punycode"),
        (b"xn--a-\xff", "idna"), (b"xn--zrich-kva.ch", "idna"), (b"\x80", "ascii"), (b"\xa4", "iso8859-15"),
        (b"abc", "undefined"), (b"abc", "no-such"), (b"abc", "hex"), (b"\xef\xbb\xbfx", "utf-8-sig"))))
for errors in ("replace", "ignore", "backslashreplace", "surrogateescape", "surrogatepass"):
    attempt(lambda: b"a\xffb\xe2\x82c\xed\xa0\x80".decode("utf-8", errors),
            lambda: "a\udcff\ud800".encode("utf-8", errors))
attempt(lambda: "bücher.example".encode("idna"), lambda: encodings.idna.ToASCII("straße"),
        lambda: encodings.idna.ToUnicode("xn--strae-oqa"), lambda: encodings.idna.nameprep("Ⅷ\u00adX"),
        lambda: "a..b".encode("idna"), lambda: ("x" * 64).encode("idna"), lambda: "\u0640x".encode("idna"),
        lambda: "a\u05d0".encode("idna"), lambda: "pünktchen".encode("punycode"), lambda: "пример".encode("punycode"))
decoder = codecs.getincrementaldecoder("utf-8")("replace")
print([decoder.decode(bytes([b])) for b in "é😀".encode() + b"\xe2"], ascii(decoder.decode(b"", True)),
      decoder.getstate())
encoder = codecs.getincrementalencoder("utf-16")()
print([encoder.encode(c).hex() for c in "ab"], encoder.reset(), encoder.encode("c").hex(),
      [*codecs.iterdecode([b"\xc3", b"\xa9"], "utf-8")], [*codecs.iterencode("ab", "utf-8-sig")])
stream = codecs.getreader("utf-16")(io.BytesIO("eins\nzwei é\n".encode("utf-16")))
print(stream.readline(), stream.readlines(), codecs.EncodedFile(io.BytesIO("é".encode("latin-1")), "utf-8",
        "latin-1").read(), codecs.escape_decode(rb"\x41\n")[0], codecs.charmap_decode(b"ab", "strict",
        {97: "x", 98: 121}), type(codecs.charmap_build("abc")).__name__, codecs.BOM_UTF8)
counts = collections.Counter(category(chr(n)) for n in range(0x250))
print(dict(sorted(counts.items())), [c for c in map(chr, range(0x300)) if len(c.upper()) > 1],
      sum(c.isspace() for c in map(chr, range(0x3001))), [hex(n) for n in range(0x2000,
        0x2070) if not chr(n).isprintable()][:6], re.findall(r"[^\W\d_]+", "aé漢1_x"),
      max(itertools.chain("aé漢"), key=ord), operator.lt("Z", "a"), sys.maxunicode, string.whitespace.isspace(),
      "ǆ".istitle(), "ǅ".istitle(), "Ⅷ".lower(), "ß".upper().lower(), "\u0130".lower() == "i\u0307", "ΌΣΟΣ".lower())
