"""Compressors by hand: Huffman codes, run lengths, LZ77 with a window, move to front, Burrows-Wheeler, arithmetic coding."""

import array
import base64
import binascii
import collections
import functools
import heapq
import io
import itertools
import operator
import struct
import zlib
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from fractions import Fraction


class BitWriter:
    def __init__(self):
        self.data, self.value, self.count = bytearray(), 0, 0

    def write(self, bits):
        for bit in bits:
            self.value = self.value << 1 | (bit == "1")
            self.count += 1
            if self.count % 8 == 0:
                self.data.append(self.value)
                self.value = 0

    def __bytes__(self):
        rest = -self.count % 8
        return bytes(self.data) + (bytes([self.value << rest]) if rest else b"")


def bits(data):
    for byte in data:
        yield from format(byte, "08b")


class Codec(ABC):
    """Codecs can be chained with `|`; each says how it did."""

    all: list[type["Codec"]] = []

    def __init_subclass__(cls):
        if not getattr(cls, "__abstractmethods__", None):
            Codec.all.append(cls)

    @abstractmethod
    def encode(self, data: bytes) -> bytes: ...

    @abstractmethod
    def decode(self, data: bytes) -> bytes: ...

    def __or__(self, other):
        return Chain(self, other)

    def __str__(self):
        return type(self).__name__


class Chain(Codec):
    def __init__(self, *codecs):
        self.codecs = list(itertools.chain.from_iterable(c.codecs if isinstance(c, Chain) else [c] for c in codecs))

    def encode(self, data):
        return functools.reduce(lambda d, c: c.encode(d), self.codecs, data)

    def decode(self, data):
        return functools.reduce(lambda d, c: c.decode(d), reversed(self.codecs), data)

    def __str__(self):
        return " | ".join(map(str, self.codecs))


class RunLength(Codec):
    def encode(self, data):
        out = bytearray()
        for byte, group in itertools.groupby(data):
            for chunk in itertools.batched(group, 255):
                out += bytes((len(chunk), byte))
        return bytes(out)

    def decode(self, data):
        if len(data) % 2:
            raise ValueError(f"odd length {len(data)}")
        return b"".join(bytes([byte]) * count for count, byte in struct.iter_unpack("BB", data))


class MoveToFront(Codec):
    def encode(self, data):
        table, out = list(range(256)), bytearray()
        for byte in data:
            place = table.index(byte)
            out.append(place)
            table.insert(0, table.pop(place))
        return bytes(out)

    def decode(self, data):
        table, out = deque(range(256)), bytearray()
        for place in data:
            out.append(table[place])
            del table[place]
            table.appendleft(out[-1])
        return bytes(out)


class BurrowsWheeler(Codec):
    def encode(self, data):
        if not data:
            return b""
        rotations = sorted(range(len(data)), key=lambda n: data[n:] + data[:n])
        return struct.pack(">H", rotations.index(0)) + bytes(data[n - 1] for n in rotations)

    def decode(self, data):
        if not data:
            return b""
        (place,) = struct.unpack_from(">H", data)
        order = sorted(range(len(data) - 2), key=data[2:].__getitem__)
        out = bytearray()
        for _ in order:
            place = order[place]
            out.append(data[2 + place])
        return bytes(out)


class Huffman(Codec):
    @staticmethod
    def lengths(data):
        heap = [(count, n, (byte,)) for n, (byte, count) in enumerate(sorted(Counter(data).items()))]
        heapq.heapify(heap)
        lengths, numbers = Counter({s[0]: 1 for _, _, s in heap} if len(heap) == 1 else ()), itertools.count(len(heap))
        while len(heap) > 1:
            (a, _, left), (b, _, right) = heapq.heappop(heap), heapq.heappop(heap)
            lengths.update(left + right)
            heapq.heappush(heap, (a + b, next(numbers), left + right))
        return lengths

    @staticmethod
    def codes(lengths):
        code, before, codes = 0, 0, {}
        for byte, length in sorted(lengths.items(), key=lambda item: (item[1], item[0])):
            code <<= length - before
            codes[byte], before = format(code, f"0{length}b"), length
            code += 1
        return codes

    def encode(self, data):
        lengths, out = self.lengths(data), BitWriter()
        codes = self.codes(lengths)
        for byte in data:
            out.write(codes[byte])
        return struct.pack(">HB", len(data),
                           max(len(lengths) - 1,
                               0)) + bytes(itertools.chain.from_iterable(sorted(lengths.items()))) + bytes(out)

    def decode(self, data):
        size, kinds = struct.unpack_from(">HB", data)
        if not size:
            return b""
        end = 3 + 2 * (kinds + 1)
        table = {code: byte for byte, code in self.codes(dict(itertools.batched(data[3:end], 2))).items()}
        out, word = bytearray(), ""
        for bit in bits(data[end:]):
            word += bit
            if word in table:
                out.append(table[word])
                word = ""
                if len(out) == size:
                    return bytes(out)
        raise EOFError(f"{size - len(out)} bytes are missing")


class LempelZiv(Codec):
    WINDOW = 120

    def encode(self, data):
        out, position = bytearray(), 0
        while position < len(data):
            best, start = 0, max(0, position - self.WINDOW)
            for length in range(3, min(100, len(data) - position) + 1):
                found = data.find(data[position : position + length], start, position + length - 1)
                if found < 0:
                    break
                best, where = length, position - found
            if best:
                out += bytes((0x80 | best, where))
                position += best
            elif (literal := data[position]) < 0x80:
                out.append(literal)
                position += 1
            else:
                out += bytes((0x80, literal))
                position += 1
        return bytes(out)

    def decode(self, data):
        out, source = bytearray(), iter(data)
        for byte in source:
            match byte >= 0x80, byte & 0x7F:
                case False, literal:
                    out.append(literal)
                case True, 0:
                    out.append(next(source))
                case True, length:
                    back = next(source)
                    if back > len(out):
                        raise LookupError(f"{back} back of {len(out)}")
                    for _ in range(length):
                        out.append(out[-back])
        return bytes(out)


def arithmetic(text):
    """An interval for the text, in fractions; the shortest binary number within."""
    counts = Counter(text)
    symbols = sorted(counts)
    starts = list(itertools.accumulate((counts[s] for s in symbols), initial=0))
    low, width = Fraction(0), Fraction(1)
    for letter in text:
        n = symbols.index(letter)
        low, width = low + width * Fraction(starts[n], len(text)), width * Fraction(counts[letter], len(text))
    size = next(n for n in itertools.count(1) if Fraction(-(-low.numerator * 2**n // low.denominator),
            2**n) < low + width)
    number = Fraction(-(-low.numerator * 2**size // low.denominator), 2**size)
    back, value = "", number
    while len(back) < len(text):
        n = bisect_right(starts, value * len(text)) - 1
        back += symbols[n]
        value = (value * len(text) - starts[n]) / counts[symbols[n]]
    return size, number, back


samples = {"empty": b"", "one": b"a", "same": b"x" * 60,
           "text": b"she sells sea shells by the sea shore, sea shells she sells",
           "high": bytes(range(250, 256)) * 4 + b"\0\x7f\x80", "banana": b"banana bandana"}
chains = [RunLength(), Huffman(), LempelZiv(), MoveToFront(),
          BurrowsWheeler() | MoveToFront() | RunLength() | Huffman(), LempelZiv() | Huffman()]
for name, data in samples.items():
    sizes = []
    for chain in chains:
        packed = chain.encode(data)
        if chain.decode(packed) != data:
            raise AssertionError(f"{chain} fails on {name}")
        sizes.append(len(packed))
    print(f"{name:7}{len(data):4} {sizes} {zlib.crc32(chains[-1].encode(data)):08x} {len(zlib.compress(data, 9))}")
print(*chains, [c.__name__ for c in Codec.all], Huffman.codes(Huffman.lengths(b"abracadabra")), sep="\n")
print(BurrowsWheeler().encode(b"banana"), MoveToFront().encode(b"aabbb"), LempelZiv().encode(b"abcabcabcabc!"),
      base64.b85encode(Huffman().encode(b"mississippi")), binascii.hexlify(RunLength().encode(b"\0" * 300), "-"))
for text in ("abba", "aaaaab", "arithmetic"):
    print(text, *arithmetic(text))
for bad in (lambda: RunLength().decode(b"abc"), lambda: Huffman().decode(Huffman().encode(b"hello")[:-1]),
            lambda: LempelZiv().decode(b"a\x85\x09"), lambda: LempelZiv().decode(b"a\x85"), lambda: Codec(),
            lambda: Huffman().decode(b"x"), lambda: BurrowsWheeler().decode(b"x"), lambda: MoveToFront().encode("text"),
            lambda: MoveToFront().decode([300]), lambda: RunLength() | 3, lambda: (RunLength() | 3).encode(b""),
            lambda: RunLength().encode(None)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
counts = array.array("I", [0]) * 256
for byte in samples["text"]:
    counts[byte] += 1
index = defaultdict(list)
for n, letter in enumerate("mississippi"):
    index[letter].append(n)
print(max(counts), counts.index(max(counts)), dict(index), io.BytesIO(bytes(BitWriter())).read(),
      functools.reduce(operator.xor, samples["text"]), ["".join(bits(b"\x05\xff"))])
