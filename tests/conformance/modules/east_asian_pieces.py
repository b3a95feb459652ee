# Encodings of East Asia piece by piece: incremental encoders and decoders, their states, readers and writers.
import _multibytecodec
import codecs
import gc
import io
import sys

gc.disable()


def shown(function, *arguments):
    try:
        print(ascii(function(*arguments)))
    except UnicodeError as error:
        print(type(error).__name__, *map(ascii, error.args))
    except Exception as error:
        print(type(error).__name__, error)


print("# Decoders.")
for name, pieces in [
    ("shift_jis", [b"\x93", b"\xfa\x96", b"{", b"\x93"]),
    ("gb18030", [b"\x81", b"\x30", b"\x81", b"\x30a\x90\x30\x81", b"\x30\xff"]),
    ("iso2022_jp", [b"\x1b", b"$", b"B\x46", b"\x7c\x1b(", b"Ba", b"\x1b$(aaaaaaaaaaa"]),
    ("iso2022_kr", [b"\x1b$)C\x0e0", b"!", b"\n0", b"\x0e0!\x0f0"]),
    ("hz", [b"~", b"{V", b"P~", b"}~"]),
]:
    decoder = codecs.getincrementaldecoder(name)()
    print(name, decoder.getstate())
    for piece in pieces:
        shown(decoder.decode, piece)
        print("   ", decoder.getstate())
        again = codecs.getincrementaldecoder(name)()
        again.setstate(decoder.getstate())
        decoder = again
    shown(decoder.decode, b"", True)
    print("   ", decoder.getstate())
    decoder.reset()
    print("   ", decoder.getstate())

print("# Encoders.")
for name, pieces in [
    ("euc_jis_2004", ["\u304b", "\u309a\u304b", "\u304b", "x\xe6", ""]),
    ("big5hkscs", ["\xca", "\u0304\xea", "\u030c", "\xca"]),
    ("iso2022_jp", ["\u65e5", "\u672c", "a\u65e5"]),
    ("iso2022_kr", ["\uac00", "a", "\uac00"]),
    ("hz", ["\u4e2d", "\u4e2d\xe9", "\u4e2d"]),
]:
    encoder = codecs.getincrementalencoder(name)()
    print(name, encoder.getstate())
    for piece in pieces:
        shown(encoder.encode, piece)
        print("   ", encoder.getstate())
        again = codecs.getincrementalencoder(name)()
        again.setstate(encoder.getstate())
        encoder = again
    shown(encoder.encode, "", True)
    encoder.reset()
    print("   ", encoder.getstate())

print("# Readers.")
data = "\u65e5\u672c\n\u8a9e x\n\n\u65e5".encode("cp932")
for calls in [[("read", None)], [("read", 1)] * 4, [("readline", None)] * 5, [("readline", 3)] * 4, [("readlines", None)], [("read", 0), ("read", 3), ("read", -1)]]:
    reader = codecs.getreader("cp932")(io.BytesIO(data))
    for name, size in calls:
        print(name, size, ascii(getattr(reader, name)(size)))
reader = codecs.getreader("cp932")(io.BytesIO(b"ab\x93"))
shown(reader.read)
shown(reader.read)
reader.errors = "replace"
reader.stream.seek(0)
shown(reader.read)


class Stream:
    def read(self, *arguments):
        print("   ", arguments)
        return "text"


for arguments in [(), (None,), (5,), (True,), ("a",), (1, 2)]:
    shown(codecs.getreader("gbk")(Stream()).read, *arguments)

print("# Writers.")
writer = codecs.getwriter("euc_jis_2004")(io.BytesIO())
for text in ["\u65e5", "\u304b", "\u309a\u304b", 1]:
    shown(writer.write, text)
    print("   ", writer.stream.getvalue())
shown(writer.writelines, ["a", "\u304b"])
shown(writer.writelines, ("b", "\u304b"))
shown(writer.writelines, iter("a"))
writer.reset()
print(writer.stream.getvalue())

print("# Classes.")
for base in [
    _multibytecodec.MultibyteIncrementalEncoder, _multibytecodec.MultibyteIncrementalDecoder,
    _multibytecodec.MultibyteStreamReader, _multibytecodec.MultibyteStreamWriter,
]:
    print(base, sorted(set(vars(base)) - {"__doc__"}))
    derived = type("Derived", (base,), {"codec": codecs.lookup("gbk").encode.__self__})
    stream = [] if "Stream" in base.__name__ else None
    given = () if stream is None else (stream,)
    shown(base, *given)
    shown(type("Wrong", (base,), {"codec": 1}), *given)
    shown(derived, *given, 1)
    shown(derived, *given, None)
    shown(derived, *given, "a", "b")
    instance = derived(*given, "name")
    instance.attribute = []
    print(instance.errors, gc.is_tracked(instance), gc.get_referents(instance), sys.getsizeof(instance))
    for name, value in [("errors", "strict"), ("errors", 1), ("errors", "a\0"), ("stream", 1)]:
        shown(setattr, instance, name, value)
    shown(delattr, instance, "errors")
    print(instance.errors, gc.get_referents(instance))
    if "Encoder" in base.__name__:
        for state in [0, 1, 9, 2**300, -1, "a", None, 0xFF01, 0x6101]:
            shown(instance.setstate, state)
    if "Decoder" in base.__name__:
        for state in [0, (b"", 0), (b"", 2**64), (b"", -1), ("", 0), (b"", 0, 0), (b"123456789", 0), (b"12345678", 1), (b"", 1.0)]:
            shown(instance.setstate, state)
        print(instance.getstate())

codec = codecs.lookup("shift_jis").encode.__self__
print(type(codec), [type(referent).__name__ for referent in gc.get_referents(codec)], sys.getsizeof(codec))
shown(type(codec))
shown(getattr(_multibytecodec, "__create_codec"), 1)
