# zlib: the bytes that are written, what is read in pieces, what is refused.
import gc, sys, zlib

def attempt(text):
    try:
        value = eval(text)
        print(text, "->", value if isinstance(value, (int, str, bytes, tuple, list)) else type(value))
    except Exception as error:
        print(text, "!", type(error).__name__, error)

print(sorted(name for name in vars(zlib) if not name.startswith("__")), zlib.ZLIB_VERSION)
stream, reader, incremental = zlib.compressobj(), zlib.decompressobj(), zlib._ZlibDecompressor()
for text in """stream.compress()
stream.compress(1, 2)
stream.flush(1, 2)
stream.flush(mode=3)
stream.copy(1)
stream.__deepcopy__()
stream.flush(0)
stream.flush(6)
reader.decompress()
reader.decompress(b'', max_length='x')
reader.decompress(b'', -1)
reader.flush(0)
incremental.decompress()
incremental.decompress(b'', 1, 2)
zlib.decompress()
zlib.decompress(b'', 1, 2, 3)
zlib.decompress(b'', bufsize=-1)
zlib.decompress(b'abc')
zlib.decompress(b'')
zlib.decompress(zlib.compress(b'abc')[:-1])
zlib.decompress(zlib.compress(b'abc')[:-1] + b'z')
zlib.decompress(zlib.compress(b'abc') + b'tail')
zlib.decompress(zlib.compress(b'abc'), wbits=100)
zlib.decompress(bytes.fromhex('789c07'))
zlib.decompress(bytes.fromhex('0100000000'), -15)
zlib.decompress(bytes.fromhex('0302'), -15)
zlib.decompress(bytes.fromhex('1f8b08ff'), 31)
zlib.decompress(bytes.fromhex('1f8b09ff'), 47)
zlib.decompress(bytes.fromhex('881c'))
zlib.compress(b'abc', 10)
zlib.compress('abc')
zlib.compress(b'abc'), zlib.compress(b''), zlib.compress(b'abc', 0)
zlib.compress(b'abc', wbits=-15), zlib.compress(b'abc', 9, 31), zlib.compress(b'abc', 1, 9)
zlib.compressobj(10)
zlib.compressobj(method=9)
zlib.compressobj(wbits=0)
zlib.compressobj(memLevel=10)
zlib.compressobj(strategy=5)
zlib.compressobj(zdict='x')
zlib.compressobj(wbits=31, zdict=b'x')
zlib.decompressobj(wbits=99)
zlib.decompressobj(zdict=3)
zlib._ZlibDecompressor(wbits=99)
zlib._ZlibDecompressor(-15, 3)
zlib.decompress(zlib.compressobj(zdict=b'abcd').flush())
zlib.decompressobj(zdict=b'abc').decompress(zlib.compressobj(zdict=b'abcd').flush())
zlib.crc32(b'abc'), zlib.crc32(b'abc', -1), zlib.adler32(b'abc'), zlib.adler32(b'a', 2 ** 40)
zlib.crc32('abc')
type(stream)()
zlib.error.__mro__[1].__name__, zlib.error.__module__, zlib.error.__doc__ is None""".splitlines():
    attempt(text)

seed = 7
def number(limit):
    global seed
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    return (seed >> 8) % limit

words = [b"left", b"right", b" and ", b"over", b"\n", b"a a a a a a", bytes(range(40)), b"\0" * 300]
data = b"".join(words[number(len(words))] for _ in range(700))
noise = bytes(number(256) for _ in range(3000))
for sample in (data, noise, data[:2000] + noise[:1000] + data[:3000], b"a" * 20000):
    print(len(sample), [(len(packed), zlib.crc32(packed)) for level in range(1, 10) for packed in [zlib.compress(sample, level)]])
for window in (9, -10, 15, 31):
    for strategy in range(5):
        writer = zlib.compressobj(6, zlib.DEFLATED, window, 1 + 2 * strategy, strategy)
        pieces = []
        for start in range(0, 9000, 1500):
            pieces.append(writer.compress(data[start:start + 1500]))
            pieces.append(writer.flush((0, 1, 2, 3, 5, 2)[start // 1500]))
        twin = writer.copy()
        pieces.append(writer.flush())
        packed = b"".join(pieces)
        print(window, strategy, len(packed), zlib.crc32(packed), twin.flush() == pieces[-1])
        reader, found, tails = zlib.decompressobj(window), [], 0
        for start in range(0, len(packed), 700):
            found.append(reader.decompress(reader.unconsumed_tail + packed[start:start + 700], 900 * (start % 3)))
            tails = tails * 3 + len(reader.unconsumed_tail)
        found.append(reader.flush())
        print(b"".join(found) == data[:9000], reader.eof, tails)
for dictionary in (b"left right", data[:1000], data * 3):
    for window in (9, 15, -15):
        writer = zlib.compressobj(wbits=window, zdict=dictionary)
        packed = writer.compress(data[:3000]) + writer.flush()
        reader = zlib.decompressobj(window, zdict=dictionary)
        print(len(packed), zlib.crc32(packed), reader.decompress(packed + b"behind") == data[:3000], reader.unused_data)

packed = zlib.compress(data[:600])
for at in range(0, len(packed), 5):
    damaged = bytearray(packed)
    damaged[at] ^= 1 << at % 8
    try:
        print(at, len(zlib.decompress(damaged)))
    except zlib.error as error:
        print(at, error)

reader = zlib._ZlibDecompressor()
print(reader.decompress(zlib.compress(b"abc" * 100) + b"tail", 10), reader.needs_input, reader.eof, reader.unused_data)
print(len(reader.decompress(b"")), reader.needs_input, reader.eof, reader.unused_data)
attempt("reader.decompress(b'x')")
writer = zlib.compressobj()
writer.flush()
for text in ("writer.compress(b'x')", "writer.flush()", "writer.copy()"):
    attempt(text)
for kept in (writer, zlib.decompressobj(), zlib.decompressobj(zdict=b"d"), zlib._ZlibDecompressor()):
    print(gc.is_tracked(kept), gc.get_referents(kept), sys.getsizeof(kept))
