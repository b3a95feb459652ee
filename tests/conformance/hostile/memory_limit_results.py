# What native code makes at once, larger than the memory there is, is a MemoryError too.
import array
import io
import json
import pickle
import re
import resource
import struct
import zlib

big = 64 << 20
text = "a" * big
wide = "\xe9" * (big >> 1)
data = b"a" * big
control = "\x00" * (big >> 2)
packed = zlib.compress(bytes(big * 2))

with open("/proc/self/statm") as numbers:
    pages = int(numbers.read().split()[0])
limit = pages * resource.getpagesize() + (40 << 20)
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

attempts = {
    "ascii": lambda: str(data, "ascii"),
    "latin-1": lambda: str(data, "latin-1"),
    "encode": lambda: text.encode(),
    "utf-16": lambda: wide.encode("utf-16"),
    "repr of str": lambda: repr(control),
    "repr of bytes": lambda: repr(data),
    "str %": lambda: "%s." % text,
    "bytes %": lambda: b"%s." % data,
    "bytes +": lambda: data + data,
    "slice of bytes": lambda: data[1:],
    "bytes.join": lambda: b"".join([data, data]),
    "bytes.upper": lambda: data.upper(),
    "bytes.hex": lambda: data.hex(),
    "bytes.fromhex": lambda: bytes.fromhex(text * 2),
    "bytearray": lambda: bytearray(data),
    "translate": lambda: text.translate({97: "bb"}),
    "format": lambda: "{0}.".format(text),
    "json.dumps": lambda: json.dumps(text),
    "re.sub": lambda: re.sub("a", "bb", text[:1000]) + text * 2,
    "pickle.dumps": lambda: pickle.dumps(data),
    "zlib.decompress": lambda: zlib.decompress(packed),
    "StringIO": lambda: io.StringIO().write(text),
    "BytesIO": lambda: io.BytesIO().write(data),
    "array": lambda: array.array("B", data),
    "struct.pack": lambda: struct.pack("200000000x"),
    "tobytes": lambda: memoryview(data).tobytes(),
}
for name, attempt in attempts.items():
    try:
        attempt()
    except MemoryError:
        print(name, "MemoryError")
    else:
        print(name, "done")


# Operators need no call behind them.
try:
    joined = data + data
    print("joined")
except MemoryError:
    print("operator MemoryError")
print(sum(n for n in range(1000)))
