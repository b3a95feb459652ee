"""Pictures in memory: pixels by memoryviews, drawing, filters, formats written and read by hand, palettes, characters."""

import array
import binascii
import collections
import colorsys
import contextlib
import functools
import hashlib
import io
import itertools
import math
import operator
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntFlag, StrEnum
from typing import BinaryIO, NamedTuple, Self


class FormatError(ValueError):
    pass


class Colour(NamedTuple):
    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text):
        match text.lstrip("#"):
            case digits if len(digits) == 3:
                return cls(*(int(d * 2, 16) for d in digits))
            case digits if len(digits) == 6:
                return cls(*bytes.fromhex(digits))
        raise ValueError(f"no colour: {text!r}")

    def __str__(self):
        return "#" + bytes(self).hex()

    def blend(self, other, share):
        return Colour(*(round(a + (b - a) * share) for a, b in zip(self, other)))

    @property
    def light(self):
        return (299 * self.red + 587 * self.green + 114 * self.blue) // 1000


class Picture:
    formats: dict[str, tuple[Callable, Callable]] = {}

    def __init__(self, width, height, fill=Colour(255, 255, 255)):
        if width <= 0 or height <= 0:
            raise ValueError(f"no picture of {width}x{height}")
        self.width, self.height = width, height
        self.data = bytearray(bytes(fill) * (width * height))

    @property
    def rows(self):
        view = memoryview(self.data)
        return [view[n : n + 3 * self.width] for n in range(0, len(view), 3 * self.width)]

    def _offset(self, key):
        x, y = key
        if not (0 <= x < self.width and 0 <= y < self.height):
            raise IndexError(f"({x}, {y}) is outside")
        return 3 * (y * self.width + x)

    def __getitem__(self, key):
        if any(isinstance(k, slice) for k in key):
            xs, ys = (range(size)[k] if isinstance(k, slice) else range(k, k + 1) for k,
                      size in zip(key, (self.width, self.height)))
            part = Picture(len(xs), len(ys))
            for (j, y), (i, x) in itertools.product(enumerate(ys), enumerate(xs)):
                part[i, j] = self[x, y]
            return part
        offset = self._offset(key)
        return Colour(*self.data[offset : offset + 3])

    def __setitem__(self, key, colour):
        offset = self._offset(key)
        self.data[offset : offset + 3] = bytes(colour)

    def __eq__(self, other):
        return isinstance(other, Picture) and (self.width, self.data) == (other.width, other.data)

    __hash__ = None

    def line(self, start, end, colour):
        (x, y), (x1, y1) = start, end
        dx, dy, sx, sy = abs(x1 - x), -abs(y1 - y), 1 if x < x1 else -1, 1 if y < y1 else -1
        error = dx + dy
        while True:
            with contextlib.suppress(IndexError):
                self[x, y] = colour
            if (x, y) == (x1, y1):
                return self
            twice = 2 * error
            if twice >= dy:
                error, x = error + dy, x + sx
            if twice <= dx:
                error, y = error + dx, y + sy

    def fill(self, place, colour):
        old, todo = self[place], [place]
        while todo and old != colour:
            x, y = todo.pop()
            try:
                if x < 0 or y < 0 or self[x, y] != old:
                    continue
            except IndexError:
                continue
            self[x, y] = colour
            todo += [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]
        return self

    def map(self, function):
        result = Picture(self.width, self.height)
        result.data[:] = b"".join(bytes(function(Colour(*pixel))) for pixel in itertools.batched(self.data, 3))
        return result

    def convolve(self, kernel):
        weight, result = sum(itertools.chain(*kernel)) or 1, Picture(self.width, self.height)
        for y, x in itertools.product(range(self.height), range(self.width)):
            sums = [0, 0, 0]
            for (j, row), i in itertools.product(enumerate(kernel, -1), (-1, 0, 1)):
                near = self[min(max(x + i, 0), self.width - 1), min(max(y + j, 0), self.height - 1)]
                for n in range(3):
                    sums[n] += near[n] * row[i + 1]
            result[x, y] = Colour(*(min(max(s // weight, 0), 255) for s in sums))
        return result

    def turned(self):
        result = Picture(self.height, self.width)
        for y, x in itertools.product(range(self.height), range(self.width)):
            result[self.height - 1 - y, x] = self[x, y]
        return result

    def __str__(self):
        ramp = "@%#*+=-:. "
        return "\n".join("".join(ramp[Colour(*p).light * 9 // 255] for p in itertools.batched(row,
                3)).rstrip() for row in self.rows)

    def __format__(self, spec):
        return self.save(spec).hex() if spec else str(self)

    @classmethod
    def format(cls, name):
        def register(pair):
            cls.formats[name] = (pair.write, pair.read)
            return pair

        return register

    def save(self, kind):
        out = io.BytesIO()
        self.formats[kind][0](self, out)
        return out.getvalue()

    @classmethod
    def load(cls, data) -> Self:
        for kind, (_, read) in cls.formats.items():
            if (picture := read(io.BytesIO(data))) is not None:
                return picture
        raise FormatError(f"unknown format: {data[:4]!r}")


@Picture.format("ppm")
class Ppm:
    @staticmethod
    def write(picture, out: BinaryIO):
        out.write(b"P6\n# made\n%d %d\n255\n" % (picture.width, picture.height) + picture.data)

    @staticmethod
    def read(file):
        words = []
        if file.read(2) != b"P6":
            return None
        while len(words) < 3:
            line = file.readline()
            if not line:
                raise FormatError("header ends too soon")
            words += line.partition(b"#")[0].split()
        picture = Picture(*map(int, words[:2]))
        if (size := file.readinto(picture.data)) < len(picture.data):
            raise FormatError(f"{len(picture.data) - size} bytes are missing")
        return picture


@Picture.format("bmp")
class Bmp:
    HEAD = struct.Struct("<2sIHHIIiiHHIIiiII")

    @classmethod
    def write(cls, picture, out):
        pad = bytes(-3 * picture.width % 4)
        body = b"".join(b"".join(bytes(p[::-1]) for p in itertools.batched(row,
                3)) + pad for row in reversed(picture.rows))
        out.write(cls.HEAD.pack(b"BM", cls.HEAD.size + len(body), 0, 0, cls.HEAD.size, 40, picture.width,
                                picture.height, 1, 24, 0, len(body), 2835, 2835, 0, 0) + body)

    @classmethod
    def read(cls, file):
        head = file.read(cls.HEAD.size)
        if head[:2] != b"BM":
            return None
        try:
            fields = cls.HEAD.unpack(head)
        except struct.error as error:
            raise FormatError("short header") from error
        picture, stride = Picture(*fields[6:8]), (3 * fields[6] + 3) // 4 * 4
        for row in reversed(picture.rows):
            line = file.read(stride)
            row[:] = b"".join(bytes(p[::-1]) for p in itertools.batched(line[: len(row)], 3))
        return picture


@Picture.format("png")
class Png:
    MAGIC = b"\x89PNG\r\n\x1a\n"

    @staticmethod
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    @classmethod
    def write(cls, picture, out):
        lines = b"".join(b"\1" + bytes((v - (row[n - 3] if n > 2 else 0)) & 255 for n,
                                       v in enumerate(row)) for row in picture.rows)
        out.write(cls.MAGIC + cls.chunk(b"IHDR", struct.pack(">IIBBBBB", picture.width, picture.height, 8, 2, 0, 0,
                0)) + cls.chunk(b"IDAT", zlib.compress(lines, 9)) + cls.chunk(b"IEND", b""))

    @classmethod
    def read(cls, file):
        if file.read(8) != cls.MAGIC:
            return None
        parts = collections.defaultdict(bytes)
        while head := file.read(8):
            size, kind = struct.unpack(">I4s", head)
            data, (check,) = file.read(size), struct.unpack(">I", file.read(4))
            if zlib.crc32(kind + data) != check:
                raise FormatError(f"checksum of {kind.decode()}")
            parts[kind] += data
        width, height, *rest = struct.unpack(">IIBBBBB", parts[b"IHDR"])
        picture, lines = Picture(width, height), io.BytesIO(zlib.decompress(parts[b"IDAT"]))
        for row in picture.rows:
            match lines.read(1):
                case b"\0":
                    lines.readinto(row)
                case b"\1":
                    for n, value in enumerate(lines.read(len(row))):
                        row[n] = (value + (row[n - 3] if n > 2 else 0)) & 255
                case other:
                    raise FormatError(f"filter {other!r}")
        return picture


black, red = Colour(0, 0, 0), Colour.parse("#c03")
picture = Picture(14, 9).line((1, 1), (12, 1), black).line((12, 1), (7, 7), black).line((7, 7), (1, 1),
        black).fill((7, 3), red)
print(picture, str(red), picture[7, 3], picture[0, 0], Counter := collections.Counter(map(str,
        (picture[x, y] for x in range(14) for y in range(9)))), sep="\n")
for kind in Picture.formats:
    data = picture.save(kind)
    print(kind, len(data), hashlib.md5(data).hexdigest()[:8] if kind != "png" else Picture.load(data) == picture,
          Picture.load(data) == picture, data[:6])
print(picture.turned()[:, 2:6], picture[::-2, ::3], picture[3, 4:6].data.hex(), sep="\n--\n")
grey = picture.map(lambda c: (c.light,) * 3)
edges = grey[4:12, 1:7].convolve([[0, -1, 0], [-1, 4, -1], [0, -1, 0]])
print(edges.map(lambda c: Colour(*(255 - v for v in c))), picture[:4, :4].convolve([[1] * 3] * 3)[1, 1], sep="\n")
print([str(red.blend(Colour(0, 255, 0), n / 4)) for n in range(5)],
      [str(Colour(*(round(255 * v) for v in colorsys.hsv_to_rgb(h / 6, 1, 1)))) for h in range(6)],
      max(picture[x, 3] for x in range(14)), red._replace(red=0), red + black,
      sorted([red, black], key=operator.attrgetter("light"))[0])
png = bytearray(picture.save("png"))
png[40] ^= 1
for bad in (lambda: Picture(0, 3), lambda: picture[14, 0], lambda: picture.__setitem__((0, 0), (1, 2, 300)),
            lambda: picture.__setitem__((0, 0), "abc"), lambda: Picture.load(b"GIF8"), lambda: Picture.load(b"P6\n3"),
            lambda: Picture.load(b"P6\n1 1 255\nab"), lambda: Picture.load(b"P6 x 1 1\n"),
            lambda: Picture.load(b"BM123"), lambda: Picture.load(bytes(png)), lambda: Picture.load(Png.MAGIC),
            lambda: Colour.parse("#12345"), lambda: Colour.parse("#ggg"), lambda: Colour.parse("zzzzzz"),
            lambda: picture.save("gif"), lambda: hash(picture), lambda: Colour(1), lambda: bytes(Colour(1, 2, 300)),
            lambda: picture["x"], lambda: f"{Picture(1, 1):tiff}", lambda: Picture.load(Png.MAGIC + Png.chunk(b"IHDR",
        bytes(13))), lambda: len(Picture(2, 2).rows[0].release() or b"")):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
view = memoryview(picture.data).cast("B", (9, 14, 3))
print(view[3, 7, 0], view.shape, view.strides, view.nbytes, memoryview(array.array("H", range(4)))[1:3].tolist(),
      f"{Picture(1, 1, red):ppm}", binascii.b2a_hex(memoryview(b"abc")[::-1].tobytes()),
      functools.reduce(lambda a, r: a ^ r[0], picture.rows, 0), math.dist(red, black).__round__(2),
      IntFlag("F", "A B").B | 1, StrEnum("S", "X").X)
