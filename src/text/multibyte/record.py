"""Writes tables.bin, beside this script: the character sets of East Asia, as the running interpreter converts them; and
for the tests checksums.txt, of all that its encodings make of a character and of two bytes. Run it with the reference
CPython (3.14).

A set gives characters to codes of two bytes. Many are another set with additions and exceptions, of which only these are
recorded: a `Layer`. What a code stands for is asked of `bytes.decode`, what a character becomes of `str.encode`. Which
single bytes an encoding has, and how it says which set is meant, is in the Rust files beside this one.

The file has for each layer its name, the length of what follows, and compressed, all numbers of variable length: the
pairs of characters; the runs of codes; what each code stands for, as the difference to the one before; exceptions, where
a character's code is not the lowest one that stands for it."""

import zlib
from pathlib import Path

HERE = Path(__file__).parent
CHARACTERS = [chr(code) for code in range(0x110000)]
# What the layers below have is not there: as a character, and as a code.
NOTHING = 0
# Numbers above those of characters: pairs of characters.
FIRST_PAIR = 0x110000
# In sets of two planes this bit of a code means the second.
SECOND_PLANE = 0x8000
SEVEN_BITS = [row << 8 | cell for row in range(0x21, 0x7F) for cell in range(0x21, 0x7F)]
EIGHT_BITS = [row << 8 | cell for row in range(0x81, 0xFF) for cell in range(0x40, 0xFF)]
# The rows of JIS X 0213's second plane, counted from 0, in the order that Shift_JIS has them in.
SECOND_ROWS = [0, 7, 2, 3, 4, 11, 12, 13, 14, *range(77, 94)]
SHIFTED = [*SEVEN_BITS, *(SECOND_PLANE | row + 0x21 << 8 | cell for row in SECOND_ROWS for cell in range(0x21, 0x7F))]


class Set:
    """Characters by code, and codes by character where that is not the lowest one, above other sets."""

    def __init__(self, below, decoded, exceptions):
        self.below, self.decoded, self.exceptions = below, decoded, exceptions
        self.encoded = {}
        for code, text in sorted(decoded.items()):
            if text:
                self.encoded.setdefault(text, code)

    def character(self, code):
        found = self.decoded.get(code)
        if found is None:
            found = next(filter(None, (layer.character(code) for layer in self.below)), None)
        return found or None

    def code(self, text):
        found = self.exceptions.get(text, self.encoded.get(text))
        if found is None:
            found = next(filter(None, (layer.code(text) for layer in self.below)), None)
        return found or None

    def texts(self):
        return set(self.encoded).union(*(layer.texts() for layer in self.below))

    def moved(self, form):
        """The same with other codes."""
        assert not self.below
        codes = {text: form(code) if code else NOTHING for text, code in self.exceptions.items()}
        return Set([], {form(code): text for code, text in self.decoded.items()}, codes)


def layer(codes, encoding, to_bytes, below=()):
    """What an encoding has otherwise than the sets below: `to_bytes` gives the bytes that stand for a code."""
    forms = {to_bytes(code): code for code in codes}
    found = Set(below, {}, {})
    decoded = {}
    for data, code in forms.items():
        text = converted(data, "decode", encoding)
        if text != found.character(code):
            decoded[code] = text or ""
    found = Set(below, decoded, {})
    pairs = [text for text in found.texts() if len(text) == 2]
    exceptions = {}
    for text in [*CHARACTERS, *pairs]:
        code = forms.get(converted(text, "encode", encoding))
        if code != found.code(text):
            exceptions[text] = code or NOTHING
    return Set(below, decoded, exceptions)


def converted(value, way, encoding):
    try:
        return getattr(value, way)(encoding)
    except UnicodeError:
        return None


def same(code):
    return code.to_bytes(2)


def raised(code):
    return same(code | 0x8080)


def extended(code):
    """In EUC the second plane stands behind 0x8f."""
    return raised(code) if code < SECOND_PLANE else b"\x8f" + raised(code)


def shifted(code):
    """In Shift_JIS the planes follow each other, and two rows are one."""
    row, cell = (code >> 8 & 0x7F) - 0x21, (code & 0xFF) - 0x21
    if code >= SECOND_PLANE:
        row = SECOND_ROWS.index(row) + 94
    row, cell = row >> 1, cell + (row & 1) * 94
    return bytes([row + (0x81 if row < 31 else 0xC1), cell + (0x40 if cell < 63 else 0x41)])


def four(code):
    """In GB 18030 the rest of the first plane of Unicode is counted; here from 1."""
    number = code - 1
    return bytes([0x81 + number // 12600, 0x30 + number // 1260 % 10, 0x81 + number // 10 % 126, 0x30 + number % 10])


def greek(code):
    return b"\x1b.F\x1bN" + bytes([code])


def layers():
    gb2312 = layer(SEVEN_BITS, "gb2312", raised)
    gbk = layer(EIGHT_BITS, "gbk", same, [gb2312.moved(lambda code: code | 0x8080)])
    yield "gb2312", gb2312
    yield "gbk", gbk
    yield "gb18030", layer(EIGHT_BITS, "gb18030", same, [gbk])
    yield "gb18030_four", layer(range(1, 39421), "gb18030", four)
    ksx1001 = layer(SEVEN_BITS, "cp949", raised)
    yield "ksx1001", ksx1001
    yield "cp949", layer(EIGHT_BITS, "cp949", same, [ksx1001.moved(lambda code: code | 0x8080)])
    big5 = layer(EIGHT_BITS, "big5", same)
    yield "big5", big5
    yield "cp950", layer(EIGHT_BITS, "cp950", same, [big5])
    yield "big5hkscs", layer(EIGHT_BITS, "big5hkscs", same, [big5])
    jisx0208 = layer(SEVEN_BITS, "euc_jp", extended)
    jisx0212 = layer([SECOND_PLANE | code for code in SEVEN_BITS], "euc_jp", extended)
    yield "jisx0208", jisx0208
    yield "jisx0212", jisx0212
    below = [jisx0208.moved(lambda code: int.from_bytes(shifted(code)))]
    leads = [*range(0x81, 0xA0), *range(0xE0, 0xFD)]
    yield "cp932", layer([code for code in EIGHT_BITS if code >> 8 in leads], "cp932", same, below)
    jisx0213 = layer(SHIFTED, "shift_jis_2004", shifted, [jisx0208])
    jisx0213_2000 = layer(SHIFTED, "shift_jisx0213", shifted, [jisx0213])
    yield "jisx0213", jisx0213
    yield "jisx0213_2000", jisx0213_2000
    everywhere = [*SEVEN_BITS, *(SECOND_PLANE | code for code in SEVEN_BITS)]
    yield "euc_jis_2004", layer(everywhere, "euc_jis_2004", extended, [jisx0213, jisx0212])
    yield "euc_jisx0213", layer(everywhere, "euc_jisx0213", extended, [jisx0213_2000, jisx0212])
    # Only decoded.
    yield "iso8859_7", Set([], layer(range(0x20, 0x80), "iso2022_jp_2", greek).decoded, {})


def packed(layer):
    """A layer as bytes."""
    texts = [*layer.decoded.values(), *layer.exceptions]
    pairs = sorted({text for text in texts if len(text) == 2})
    numbers = {text: FIRST_PAIR + index for index, text in enumerate(pairs)}
    numbers[""] = NOTHING
    out = bytearray()
    put(out, len(pairs))
    for code in map(ord, "".join(pairs)):
        put(out, code)
    runs = []
    for code in sorted(layer.decoded):
        if not runs or runs[-1][-1] + 1 != code:
            runs.append([])
        runs[-1].append(code)
    put(out, len(runs))
    last = 0
    for run in runs:
        put(out, run[0] - last)
        put(out, len(run))
        last = run[-1]
    last = 0
    for _, text in sorted(layer.decoded.items()):
        number = numbers[text] if text in numbers else ord(text)
        put_signed(out, number - last)
        last = number
    put(out, len(layer.exceptions))
    last = last_code = 0
    for text, code in sorted(layer.exceptions.items()):
        number = ord(text)
        put(out, number - last)
        put_signed(out, code - last_code)
        last, last_code = number, code
    return out


def put(out, number):
    """Seven bits a byte, the least significant ones first."""
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def put_signed(out, number):
    put(out, number * 2 if number >= 0 else -number * 2 - 1)


ENCODINGS = (
    "gb2312 gbk gb18030 hz big5hkscs big5 cp950 euc_kr cp949 johab shift_jis cp932 euc_jp shift_jis_2004 euc_jis_2004 "
    "euc_jisx0213 shift_jisx0213 iso2022_kr iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 "
    "iso2022_jp_ext"
).split()


def checksums(encoding):
    """Of the bytes of all characters, and of what all two bytes are."""
    characters = bytes_ = 0
    for character in CHARACTERS:
        data = converted(character, "encode", encoding)
        characters = zlib.crc32(b"\0" if data is None else data + b"\1", characters)
    for code in range(0x10000):
        try:
            text = same(code).decode(encoding)
        except UnicodeDecodeError as error:
            length = error.end - error.start if error.reason.startswith("illegal") else 0
            text = f"{error.start} {length}"
        bytes_ = zlib.crc32((text + "\n").encode(), bytes_)
    return characters, bytes_


if __name__ == "__main__":
    file = bytearray()
    for name, found in layers():
        deflated = zlib.compressobj(9, wbits=-15)
        data = deflated.compress(packed(found)) + deflated.flush()
        file += bytes([len(name)]) + name.encode()
        put(file, len(data))
        file += data
    (HERE / "tables.bin").write_bytes(file)
    with (HERE / "checksums.txt").open("w") as target:
        for encoding in ENCODINGS:
            print(encoding, *checksums(encoding), file=target)
