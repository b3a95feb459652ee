# Small languages in strings: struct, format specifications, %, dates, numbers, JSON and what decodes bytes.
import array
import binascii
import codecs
import csv
import datetime
import decimal
import fractions
import io
import json
import string
import struct
import time
import zlib

VALUES = [
    0, -1, 7, 255, 2**31, -(2**63), 10**30, 1.5, -0.0, float("inf"), float("nan"), 1e300, 2 - 3j, "text", "\xe9\u20ac\U0001f600",
    b"bytes", bytearray(b"grown"), None, True, (1, "two"), {"a": 1, "b": [2]}, [3, 4.5], decimal.Decimal("12.345"),
    fractions.Fraction(22, 7), datetime.datetime(2026, 2, 28, 23, 59, 59, 999999), datetime.date(1, 1, 1),
    datetime.timedelta(days=-1, microseconds=1), datetime.time(12), array.array("h", [1, -2]), memoryview(b"viewed"),
]
CODECS = [
    "ascii", "latin-1", "utf-8", "utf-8-sig", "utf-7", "utf-16", "utf-16-be", "utf-32", "utf-32-le", "idna", "punycode",
    "unicode_escape", "raw_unicode_escape", "cp1252", "cp437", "shift_jis", "gb18030", "euc_kr", "big5", "charmap", "hex",
    "base64", "quopri", "uu", "rot13", "zlib", "bz2",
]
ERRORS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"]


def structs(given):
    form, packed = given.some(), given.rest()
    attempt(struct.calcsize, form)
    attempt(struct.unpack, form, packed)
    attempt(struct.unpack_from, form, packed, -3)
    values = [given.among(VALUES) for _ in range(6)]
    for count in range(6):
        attempt(struct.pack, form, *values[:count])
        attempt(struct.pack_into, form, bytearray(64), count, *values[:count])
    attempt(lambda: list(struct.iter_unpack(form, packed)))


def views(given):
    form, shape = text_of(given.some()), [given.byte(), given.byte()]
    view = memoryview(bytearray(given.rest()))
    cast = attempt(view.cast, form)
    attempt(view.cast, form, shape)
    if cast is not None:
        attempt(cast.tolist)
        attempt(lambda: cast == view)
        attempt(lambda: cast[::-2].tolist())
    attempt(array.array, form[:1] or "b", view.tobytes())


def specifications(given):
    value, spec = given.among(VALUES), text_of(given.rest())
    attempt(format, value, spec)
    attempt(spec.format, value, value, a=value, b=VALUES)
    attempt(spec.format_map, {"a": value})
    attempt(string.Formatter().format, spec, value, a=value)
    attempt(string.Template(spec).safe_substitute, a=value)


def percents(given):
    value, other, form = given.among(VALUES), given.among(VALUES), given.rest()
    for form in (text_of(form), form):
        attempt(lambda: form % value)
        attempt(lambda: form % (value, other))
        attempt(lambda: form % {"a": value, "": other})


def dates(given):
    form, other = text_of(given.some()), text_of(given.rest())
    for value in VALUES[24:28]:
        attempt(value.__format__, form)
        attempt(getattr(value, "strftime", str), form)
    attempt(time.strftime, form)
    attempt(time.strptime, other, form)
    attempt(datetime.datetime.strptime, other, form)
    for kind in datetime.datetime, datetime.date, datetime.time:
        attempt(kind.fromisoformat, other)


def numbers(given):
    base, data = given.byte(), given.rest()
    for source in (text_of(data), data):
        attempt(int, source, base)
        attempt(int, source)
        attempt(float, source)
    text = text_of(data)
    for kind in complex, decimal.Decimal, fractions.Fraction, float.fromhex, bytes.fromhex, ascii:
        attempt(kind, text)
    attempt(int.from_bytes, data, "little" if base & 1 else "big", signed=base & 2 == 2)


def documents(given):
    data = given.rest()
    value = attempt(json.loads, data)
    attempt(json.dumps, value, indent=2, sort_keys=True)
    attempt(lambda: list(csv.reader(io.StringIO(text_of(data)))))
    attempt(lambda: list(csv.reader(io.StringIO(text_of(data)), strict=True, quoting=csv.QUOTE_NONNUMERIC)))


def decoders(given):
    name, errors, data = given.among(CODECS), given.among(ERRORS), given.rest()
    text = attempt(codecs.decode, data, name, errors)
    attempt(codecs.encode, text, name, errors)
    attempt(codecs.encode, text_of(data), name, errors)
    incremental = attempt(codecs.getincrementaldecoder(name), errors)
    if incremental is not None:
        for byte in data[:100]:
            attempt(incremental.decode, bytes([byte]))
        attempt(incremental.decode, b"", True)


def archives(given):
    data = given.rest()
    for decode in (
        zlib.decompress, binascii.a2b_base64, binascii.a2b_hex, binascii.a2b_uu, binascii.a2b_qp, binascii.b2a_qp,
        lambda data: zlib.decompressobj(-15).decompress(data, 1000),
    ):
        attempt(decode, data)


KINDS = [structs, views, specifications, percents, dates, numbers, documents, decoders, archives]


def run(data):
    given = Input(data)
    KINDS[given.byte() % len(KINDS)](given)
