"""Small things that built-in types and functions refuse, or keep."""

import array
import codecs
import os
import re
import struct
import types
import typing


def show(function, *arguments):
    try:
        print(repr(function(*arguments)))
    except Exception as error:
        print(type(error).__name__, error)


# Text with a base, not whatever has a buffer.
for text in b"100", bytearray(b"100"), memoryview(b"100"), array.array("B", b"100"), "100":
    show(int, text)
    show(int, text, 2)

# What takes keys is not walked through by them.
for value in int | str, re.match("(.)", "x"), typing.Union:
    show(iter, value)
    show(list, value)

# The sign of an imaginary zero.
for numbers in [complex(1, -0.0), 1], [1, complex(1, -0.0)], [complex(1, -0.0), 1.0], [1.0, complex(1, -0.0)], [complex(1, -0.0)] * 2:
    print(sum(numbers), sum(numbers, 1))

# A zero byte is no letter of a format.
for letters in "\0", "2\0i", b"\0", "x\0z", "z\0":
    show(struct.calcsize, letters)
empty = struct.Struct.__new__(struct.Struct)
show(empty.__sizeof__)
show(lambda: empty.size)

# The parts of a surrogate come one after the other.
for errors in "surrogatepass", "surrogateescape", "replace":
    decoder = codecs.getincrementaldecoder("utf-8")(errors)
    print(errors, *(ascii(decoder.decode(part)) for part in (b"\xed", b"\xa0", b"\x80", b"\xed\xa0", b"\xbf")))
print(codecs.utf_8_decode(b"\xed\xa0", "surrogatepass"), codecs.utf_8_decode(b"\xed\xa0", "strict"))
show(codecs.utf_8_decode, b"\xed\xa0", "strict", True)


class Parameter:
    def __repr__(self):
        return "Parameter"


first, late = Parameter(), Parameter()
first.__typing_subst__ = lambda value: value
alias = types.GenericAlias(dict, (first, late))
print(alias.__parameters__, alias[0])
late.__typing_subst__ = lambda value: value
show(lambda: alias[0])
print(typing.NoDefault.__doc__)

read_end, write_end = os.pipe()
os.write(write_end, b"abcdefgh")
data = bytearray(3)
print(os.readinto(read_end, data), data)
numbers = array.array("b", [0, 0])
print(os.readinto(read_end, memoryview(numbers)), numbers, os.readinto(read_end, bytearray()))
for arguments in (read_end, b"abc"), (read_end,), ("x", data), (-1, data):
    show(os.readinto, *arguments)
