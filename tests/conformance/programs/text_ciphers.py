"""Old ciphers as codecs, new digests beside them: incremental codecs, error handlers, signed tokens, encodings of bytes."""

import base64
import binascii
import codecs
import hashlib
import hmac
import io
import itertools
import json
import string
from abc import ABC, abstractmethod
from functools import partial, reduce
from operator import xor

LETTERS = string.ascii_lowercase


class Cipher(ABC):
    kinds: dict[str, type["Cipher"]] = {}

    def __init_subclass__(cls, /, name, **rest):
        super().__init_subclass__(**rest)
        Cipher.kinds[name] = cls
        cls.name = name

    @abstractmethod
    def shift(self, number: int) -> int: ...

    def turn(self, text, sign=1):
        place = itertools.count()
        return "".join(self.letter(c,
                                   sign * self.shift(next(place))) if c.isascii() and c.isalpha() else c for c in text)

    @staticmethod
    def letter(char, by):
        alphabet = LETTERS if char.islower() else LETTERS.upper()
        return alphabet[(alphabet.index(char) + by) % 26]

    def codec(self):
        def encode(text, errors="strict"):
            return self.turn(text).encode("ascii", errors), len(text)

        def decode(data, errors="strict"):
            return self.turn(codecs.decode(data, "ascii", errors), -1), len(data)

        class Decoder(codecs.BufferedIncrementalDecoder):
            def _buffer_decode(inner, data, errors, final):
                end = len(data) if final else bytes(data).rfind(b" ") + 1
                return decode(data[:end], errors)[0], end

        return codecs.CodecInfo(encode, decode, name=self.name, incrementaldecoder=Decoder)


class Caesar(Cipher, name="caesar"):
    def __init__(self, by=3):
        self.by = by

    def shift(self, number):
        return self.by


class Vigenere(Cipher, name="vigenere"):
    def __init__(self, key="key"):
        self.shifts = [LETTERS.index(c) for c in key]

    def shift(self, number):
        return self.shifts[number % len(self.shifts)]


def find(name):
    kind, _, argument = name.partition("_")
    if kind in Cipher.kinds:
        return Cipher.kinds[kind](*([int(argument)] if argument.isdigit() else [argument] if argument else [])).codec()


def sign(payload, key):
    body = base64.urlsafe_b64encode(json.dumps(payload, separators=(",", ":")).encode()).rstrip(b"=")
    return b".".join((body, base64.urlsafe_b64encode(hmac.digest(key, body, "sha256"))[:22]))


def check(token, key):
    body, dot, signature = token.partition(b".")
    if not hmac.compare_digest(sign(json.loads(base64.urlsafe_b64decode(body + b"=" * (-len(body) % 4))), key), token):
        raise PermissionError("bad signature", signature[:4])
    return json.loads(base64.urlsafe_b64decode(body + b"=="))


codecs.register(find)
print("Attack at Dawn".encode("caesar"), b"Dwwdfn dw Gdzq".decode("caesar"), "abc xyz".encode("caesar_1"),
      "attack".encode("vigenere_lemon"))
print(codecs.lookup("vigenere").name, codecs.decode(codecs.encode("Meet me!", "vigenere"), "vigenere"),
      Cipher.kinds.keys())
decoder = codecs.getincrementaldecoder("caesar")()
print([decoder.decode(part) for part in (b"kh", b"oor zr", b"uog")], decoder.getstate(),
      repr(decoder.decode(b"", True)))
for bad in (lambda: "ü".encode("caesar"), lambda: b"\xff".decode("caesar"), lambda: "x".encode("enigma"),
            lambda: Cipher(), lambda: codecs.lookup_error("no")):
    try:
        bad()
    except (LookupError, UnicodeError, TypeError) as error:
        print(type(error).__name__, error)
print("naïve ☃".encode("caesar", "backslashreplace"), "ß".encode("caesar", "namereplace"),
      "é".encode("caesar", "xmlcharrefreplace"))


def closest(error):
    if isinstance(error, UnicodeEncodeError):
        return "".join({"ä": "ae", "ö": "oe"}.get(c, "?") for c in error.object[error.start : error.end]), error.end
    raise error


codecs.register_error("closest", closest)
print("schön äß".encode("ascii", "closest"), codecs.lookup_error("closest") is closest)
try:
    b"a\x80".decode("ascii", "closest")
except UnicodeDecodeError as error:
    print(error, error.start, error.reason, error.object)
print(codecs.encode("Hello", "rot13"), codecs.encode(b"Hi there", "hex"), codecs.decode(b"SGk=", "base64"),
      codecs.encode(b"a=b\n", "quopri"), codecs.encode(b"zip" * 9, "zlib")[:2])
token = sign({"user": "ann", "level": 3}, b"secret")
print(token, check(token, b"secret"))
for key, text in ((b"other", token), (b"secret", token[:-1] + b"!"), (b"secret", b"bm9"), (b"secret", b"!!.x")):
    try:
        check(text, key)
    except (PermissionError, ValueError) as error:
        print(type(error).__name__, error)
for name in ("md5", "sha1", "sha256", "sha3_224", "blake2s"):
    digest = hashlib.new(name, b"abc")
    print(f"{digest.name:9}{digest.digest_size:3}{digest.block_size:4} {digest.hexdigest()[:32]}")
copy = (first := hashlib.sha512(b"a")).copy()
copy.update(b"bc")
print(first.hexdigest()[:8], copy.hexdigest()[:8], hashlib.shake_128(b"x").hexdigest(5),
      hashlib.blake2b(b"m", key=b"k", digest_size=6, person=b"me").hexdigest())
print(hmac.new(b"k", b"m", hashlib.sha1).hexdigest(), hmac.new(b"k", digestmod="md5"))
print(hashlib.file_digest(io.BytesIO(b"data"), "sha1").hexdigest(), sorted(hashlib.algorithms_guaranteed)[:4])
for encode, decode in ((base64.b85encode, base64.b85decode), (base64.a85encode, base64.a85decode),
                       (base64.b32encode, partial(base64.b32decode, casefold=True)),
                       (base64.b16encode, base64.b16decode), (binascii.b2a_uu, binascii.a2b_uu)):
    data = encode(b"ciphers!\x00\x01")
    print(encode.__name__, data, decode(data))
for bad in (lambda: base64.b64decode("abc"), lambda: base64.b64decode("a$b=", validate=True),
            lambda: base64.b16decode("0g"), lambda: binascii.unhexlify("abc"),
            lambda: base64.b32decode("1"), lambda: base64.b85decode(b"\x00"), lambda: hashlib.new("md9"),
            lambda: hmac.new(b"k"), lambda: binascii.a2b_base64("=", strict_mode=True),
            lambda: hmac.compare_digest("ä", "a")):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(binascii.crc32(b"hello"), binascii.crc_hqx(b"hello", 0), binascii.hexlify(b"abcd", ":", 2), reduce(xor, b"abc"),
      bytes(a ^ b for a, b in zip(b"text", itertools.cycle(b"k"))))
