# bz2 and lzma: the bytes that are written, what is read in pieces, filters, what is refused.
import bz2, gc, io, lzma, sys, zlib
import _bz2, _lzma

def attempt(text):
    try:
        value = eval(text)
        print(text, "->", value if isinstance(value, (int, str, bytes, tuple, list, dict)) else type(value))
    except Exception as error:
        print(text, "!", type(error).__name__, error)

print(sorted(name for name in vars(_lzma) if name[:2] != "__"), sorted(name for name in vars(_bz2) if name[:2] != "__"))
print({name: value for name, value in vars(_lzma).items() if isinstance(value, int)})
print(lzma.LZMAError.__mro__[1].__name__, lzma.LZMAError.__module__, lzma.LZMAError.__doc__)
delta = {"id": lzma.FILTER_DELTA, "dist": 4}
lzma2 = {"id": lzma.FILTER_LZMA2, "preset": 3}
x86 = {"id": lzma.FILTER_X86, "start_offset": 16}
for text in """bz2.BZ2Compressor(0)
bz2.BZ2Compressor(10)
bz2.BZ2Compressor('x')
bz2.BZ2Compressor(1, 2)
bz2.BZ2Compressor(compresslevel=1)
bz2.BZ2Compressor().compress()
bz2.BZ2Compressor().compress('x')
bz2.BZ2Decompressor(1)
bz2.BZ2Decompressor().decompress()
bz2.BZ2Decompressor().decompress(b'not bzip2')
bz2.BZ2Decompressor().decompress(bz2.compress(b'abc')[:-2] + b'zz')
bz2.decompress(bz2.compress(b'abc')[:-1])
bz2.compress(b''), bz2.compress(b'abc', 1)
lzma.LZMACompressor(preset=3, filters=[lzma2])
lzma.LZMACompressor(preset=10)
lzma.LZMACompressor(lzma.FORMAT_ALONE, preset=10)
lzma.LZMACompressor(preset=-1)
lzma.LZMACompressor(preset=2 ** 40)
lzma.LZMACompressor(lzma.FORMAT_ALONE, check=4)
lzma.LZMACompressor(check=5)
lzma.LZMACompressor(check=99)
lzma.LZMACompressor(lzma.FORMAT_RAW)
lzma.LZMACompressor(9)
lzma.LZMACompressor(filters=[])
lzma.LZMACompressor(filters=[lzma2] * 5)
lzma.LZMACompressor(filters=[3])
lzma.LZMACompressor(filters=[{}])
lzma.LZMACompressor(filters=[{'id': 99}])
lzma.LZMACompressor(filters=[{'id': lzma.FILTER_LZMA2, 'foo': 3}])
lzma.LZMACompressor(filters=[{'id': lzma.FILTER_LZMA2, 'preset': 99}])
lzma.LZMACompressor(filters=[{'id': lzma.FILTER_LZMA2, 'mode': 7}])
lzma.LZMACompressor(filters=[{'id': lzma.FILTER_LZMA2, 'lc': 'x'}])
lzma.LZMACompressor(filters=[{'id': lzma.FILTER_DELTA, 'foo': 3}])
lzma.LZMACompressor(filters=[{'id': lzma.FILTER_X86, 'foo': 3}])
lzma.LZMACompressor(filters=[delta])
lzma.LZMACompressor(lzma.FORMAT_ALONE, filters=[lzma2])
lzma.LZMADecompressor(lzma.FORMAT_RAW)
lzma.LZMADecompressor(lzma.FORMAT_RAW, 5)
lzma.LZMADecompressor(lzma.FORMAT_XZ, filters=[lzma2])
lzma.LZMADecompressor(9)
lzma.LZMADecompressor().decompress(b'not xz at all, really')
lzma.LZMADecompressor(memlimit=1000).decompress(lzma.compress(b'abc'))
lzma.decompress(lzma.compress(b'abc')[:-1])
lzma.decompress(lzma.compress(b'abc')[:-2] + b'zz')
lzma.compress(b''), lzma.compress(b'abc', check=0), lzma.compress(b'abc', lzma.FORMAT_ALONE)
lzma.is_check_supported(4), lzma.is_check_supported(5), lzma.is_check_supported(10)
_lzma._encode_filter_properties(lzma2), _lzma._encode_filter_properties(delta), _lzma._encode_filter_properties(x86)
_lzma._encode_filter_properties({'id': lzma.FILTER_LZMA1, 'lc': 1, 'lp': 2, 'pb': 3, 'dict_size': 5000})
_lzma._encode_filter_properties({'id': lzma.FILTER_LZMA2, 'dict_size': 5000})
_lzma._decode_filter_properties(lzma.FILTER_LZMA1, bytes([93, 0, 0, 128, 0]))
_lzma._decode_filter_properties(lzma.FILTER_LZMA2, bytes([20]))
_lzma._decode_filter_properties(lzma.FILTER_LZMA2, bytes([41]))
_lzma._decode_filter_properties(lzma.FILTER_DELTA, bytes([3]))
_lzma._decode_filter_properties(lzma.FILTER_X86, b'')
_lzma._decode_filter_properties(lzma.FILTER_X86, bytes([16, 0, 0, 0]))
_lzma._decode_filter_properties(lzma.FILTER_X86, b'a')""".splitlines():
    attempt(text)

seed = 7
def number(limit):
    global seed
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    return (seed >> 8) % limit

words = [b"left", b"right", b" and ", b"over", b"\n", b"a a a a a a", bytes(range(40)), b"\0" * 300]
data = b"".join(words[number(len(words))] for _ in range(300))
print(len(data), [(len(packed), zlib.crc32(packed)) for level in (1, 5, 9) for packed in [bz2.compress(data, level)]])
chains = [dict(), dict(preset=0), dict(preset=1 | lzma.PRESET_EXTREME), dict(format=lzma.FORMAT_ALONE, preset=1),
          dict(filters=[delta, lzma2]), dict(filters=[x86, lzma2], check=lzma.CHECK_SHA256),
          dict(format=lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 4096, "mf": lzma.MF_HC4, "mode": lzma.MODE_FAST, "nice_len": 32, "depth": 4}])]
for settings in chains:
    packed = lzma.compress(data, **settings)
    if settings.get("format") == lzma.FORMAT_RAW:
        reader = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=settings["filters"])
    else:
        reader = lzma.LZMADecompressor()
    found, states = [], [reader.check]
    for start in range(0, len(packed), 50):
        found.append(reader.decompress(packed[start:start + 50], (-1, 100)[start // 50 % 2]))
        states.append((reader.check, reader.needs_input, reader.eof))
    while not reader.eof and not reader.needs_input:
        found.append(reader.decompress(b"", 2000))
    print(len(packed), zlib.crc32(packed), b"".join(found) == data, states[:3], states[-1])
reader = bz2.BZ2Decompressor()
packed = bz2.compress(data) + b"tail"
print(reader.decompress(packed, 10), reader.needs_input, reader.eof, reader.unused_data)
print(reader.decompress(b"") == data[10:], reader.needs_input, reader.eof, reader.unused_data, reader.unused_data is reader.unused_data)
attempt("reader.decompress(b'x')")
reader = lzma.LZMADecompressor()
print(reader.decompress(lzma.compress(b"abc") + b"tail"), reader.unused_data, reader.check)
attempt("reader.decompress(b'x')")
for reader, packed in ((bz2.BZ2Decompressor(), bz2.compress(data)), (lzma.LZMADecompressor(), lzma.compress(data)), (zlib._ZlibDecompressor(), zlib.compress(data))):
    damaged = bytearray(packed)
    damaged[len(packed) // 2] ^= 255
    for part in (bytes(damaged), b"", b"more"):
        attempt("reader.decompress(part)")
        print(reader.eof, reader.needs_input, reader.unused_data)
for writer in (bz2.BZ2Compressor(), lzma.LZMACompressor()):
    writer.flush()
    for text in ("writer.compress(b'x')", "writer.flush()"):
        attempt(text)
for module in (bz2, lzma):
    out = io.BytesIO()
    with module.open(out, "wt", encoding="utf-8") as file:
        file.write("one\ntwo\n")
    with module.open(io.BytesIO(out.getvalue() * 2), "rb") as file:
        print(file.readlines())
for kept in (bz2.BZ2Compressor(), bz2.BZ2Decompressor(), lzma.LZMACompressor(), lzma.LZMADecompressor()):
    print(gc.is_tracked(kept), sys.getsizeof(kept))
