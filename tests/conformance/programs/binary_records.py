"""A binary file format: headers by struct, fields by descriptors, checksums, views without copies, damaged files."""

import array
import io
import itertools
import struct
import sys
import zlib
from collections import namedtuple
from contextlib import closing
from typing import BinaryIO, ClassVar


class Field:
    """A field of a record; its place follows from the order of definition."""

    numbers = itertools.count()

    def __init__(self, code, *, check=None):
        self.code, self.check, self.number = code, check, next(self.numbers)

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, record, owner=None):
        if record is None:
            return self
        return struct.unpack_from(owner.order + self.code, record.view, self.offset)[0]

    def __set__(self, record, value):
        if self.check and not self.check(value):
            raise ValueError(f"{self.name} may not be {value!r}")
        struct.pack_into(record.order + self.code, record.view, self.offset, value)

    def __repr__(self):
        return f"<{self.name}:{self.code}@{self.offset}>"


class Text(Field):
    def __get__(self, record, owner=None):
        value = super().__get__(record, owner)
        return value if record is None else value.rstrip(b"\0").decode("utf-8", "replace")

    def __set__(self, record, value):
        super().__set__(record, value.encode())


class RecordType(type):
    def __new__(meta, name, bases, namespace, order="<"):
        cls = super().__new__(meta, name, bases, namespace)
        cls.order = order
        cls.fields = sorted((f for c in cls.__mro__ for f in vars(c).values() if isinstance(f, Field)),
                            key=lambda f: f.number)
        cls.size = 0
        for field in cls.fields:
            field.offset, cls.size = cls.size, cls.size + struct.calcsize(order + field.code)
        return cls

    def __len__(cls):
        return cls.size


class Record(metaclass=RecordType):
    tag: ClassVar[bytes] = b"????"

    def __init__(self, view=None, /, **values):
        self.view = memoryview(bytearray(len(type(self))) if view is None else view)
        for name, value in values.items():
            setattr(self, name, value)

    def __bytes__(self):
        return bytes(self.view)

    def __eq__(self, other):
        return type(self) is type(other) and self.view == other.view

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{f.name}={getattr(self, f.name)!r}' for f in self.fields)})"


class Person(Record):
    tag = b"PERS"
    number = Field("I")
    age = Field("B", check=range(150).__contains__)
    name = Text("10s")
    height = Field("f")


class Point(Record, order=">"):
    tag = b"POIN"
    x = Field("h")
    y = Field("h")
    flag = Field("?")


class Damaged(Exception):
    pass


HEADER = struct.Struct("<4sHI")
Head = namedtuple("Head", "tag size crc")


def write(stream: BinaryIO, *records):
    for record in records:
        data = bytes(record)
        stream.write(HEADER.pack(record.tag, len(data), zlib.crc32(data)) + data)
    return stream.tell()


def read(data):
    kinds = {kind.tag: kind for kind in Record.__subclasses__()}
    view, position = memoryview(data), 0
    while position < len(view):
        try:
            head = Head(*HEADER.unpack_from(view, position))
        except struct.error as error:
            raise Damaged(f"header at {position}") from error
        body = view[position + HEADER.size : position + HEADER.size + head.size]
        if zlib.crc32(body) != head.crc:
            raise Damaged(f"{head.tag} at {position}: checksum")
        yield kinds[head.tag](body) if head.tag in kinds else bytes(body)
        position += HEADER.size + head.size


people = [Person(number=1, age=30, name="Zoë", height=1.75), Person(number=2**32 - 1, age=0, name="X" * 10)]
print(Person.fields, len(Person), len(Point), people, bytes(people[0]).hex(" ", -4), sep="\n")
with closing(io.BytesIO()) as stream:
    print(write(stream, *people, Point(x=-2, y=300, flag=[1])))
    data = bytearray(stream.getvalue())
print(*read(data), sep="\n")
first = next(read(data))
first.age = 31
print(data[HEADER.size + 4], first == people[0], next(read(bytes(people[1]) * 0), "nothing"))
for damage in (lambda: list(read(data)), lambda: list(read(b"short")), lambda: setattr(first, "age", 200),
               lambda: setattr(first, "number", -1), lambda: setattr(first, "number", 2**32),
               lambda: setattr(first, "height", "x"), lambda: setattr(next(read(bytes(data[29:]))), "age", 1),
               lambda: Person(age=1.5), lambda: setattr(Point(), "x", 40000)):
    try:
        print(damage())
    except (Damaged, ValueError, struct.error, TypeError) as error:
        print(type(error).__name__, "|", error, "|", repr(error.__cause__))
for code, *values in (("<bBhH", -1, 255, -2, 65535), (">qd", -5, 0.1), ("!3sxp4p", b"abcd", b"", b"pascal"),
                      ("@bi", 1, 2), ("=bi", 1, 2), ("e", 1.5), ("<n", 1), ("2i", 1), ("z", 1), ("c", b"ab"),
                      ("P", -1)):
    try:
        packed = struct.pack(code, *values)
        print(code, packed, struct.unpack(code, packed))
    except struct.error as error:
        print(code, "error:", error)
print(list(struct.iter_unpack("<H", b"\1\0\2\0")), struct.Struct(">2h").size, struct.Struct("<hh").format,
      struct.calcsize("bhiq"), struct.Struct("<i"))
numbers = array.array("h", [1, -2, 3])
numbers.byteswap()
print(numbers, numbers.tobytes(), numbers.itemsize, array.array("d", [0.5]) + array.array("d", b"\0" * 8),
      array.array("w", "äb").tounicode(), numbers.buffer_info()[1])
for wrong in (lambda: array.array("h", [40000]), lambda: array.array("x"), lambda: array.array("i", b"abc"),
              lambda: numbers.index(5), lambda: array.array("b", "x"), lambda: numbers + array.array("i"),
              lambda: numbers.frombytes(b"a"), lambda: numbers.pop(9), lambda: array.array("f", ["x"])):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
grid = memoryview(bytes(range(12))).cast("B", (3, 4))
print(grid.shape, grid.strides, grid[1, 2], grid.tolist()[2], grid.ndim, grid.nbytes, grid.c_contiguous,
      memoryview(b"abcd")[::2].tobytes(), memoryview(array.array("H", [258])).cast("B").tolist(), sys.byteorder)
for wrong in (lambda: grid[0], lambda: grid[3, 0], lambda: grid.cast("H"), lambda: memoryview(b"a").__setitem__(0, 1),
              lambda: memoryview("a"), lambda: memoryview(b"abc").cast("H"),
              lambda: memoryview(bytearray(2)).__setitem__(slice(0, 2), b"abc")):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
with memoryview(data) as view:
    try:
        data.extend(b"x")
    except BufferError as error:
        print(error)
print(int.from_bytes(b"\xff\xfe", "big", signed=True), (1000).to_bytes(3, "little"), (258).to_bytes(2),
      float.fromhex("0x1.8p3"), (0.1).hex())
