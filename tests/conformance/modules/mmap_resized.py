"""Maps that are resized by what their methods and subscripts ask for."""

import mmap
import sys


class R:
    def __init__(self, map, size, value=0):
        self.map, self.size, self.value = map, size, value

    def __index__(self):
        self.map.resize(self.size)
        return self.value

    def __buffer__(self, flags):
        self.map.resize(self.size)
        return memoryview(bytes(self.value))


P = mmap.PAGESIZE


def t(change):
    map = mmap.mmap(-1, 2 * P)
    try:
        result = change(map)
    except Exception as error:
        result = type(error).__name__, str(error)
    print(result, len(map) // P)


t(lambda m: m.__setitem__(2*P-1, R(m,P)))
t(lambda m: m.__setitem__(slice(0,2*P), R(m,P,2*P)))
t(lambda m: m.__setitem__(slice(0,2*P,2), R(m,P,P)))
t(lambda m: m.__setitem__(slice(0,10), R(m,P,10)))
t(lambda m: m[R(m,P,2*P-1)])
t(lambda m: len(m[R(m,P,0):]) - P)
t(lambda m: m.move(0, 2*P-2, R(m,P,1)))
t(lambda m: (m.seek(2*P-4), m.write(R(m,P,3))))
t(lambda m: (m.seek(2*P-1), m.write_byte(R(m,P,3))))
t(lambda m: m.find(R(m,P,3)))
t(lambda m: (m.seek(2*P-1) - P, m.read(R(m,P,3))))
t(lambda m: (m.seek(2*P-1) - P, m.resize(P), m.read(3), m.tell() - P))
t(lambda m: (m.seek(2*P-1) - P, m.resize(P), m.readline(), m.tell() - P))
t(lambda m: (m.seek(2*P-1) - P, m.resize(P), m.find(b"\0")))
t(lambda m: m.flush(P, R(m,P,P)))
t(lambda m: m.madvise(mmap.MADV_NORMAL, P, R(m,P,P)))
t(lambda m: m.madvise(mmap.MADV_NORMAL, P, sys.maxsize))
t(lambda m: m.madvise(mmap.MADV_NORMAL, 0, sys.maxsize))
t(lambda m: m.madvise(mmap.MADV_NORMAL, P, sys.maxsize-P))
t(lambda m: m.madvise(mmap.MADV_NORMAL, P, sys.maxsize-P+1))
t(lambda m: m.rfind(b"", R(m,P,0), 2*P) - P)
for arguments in (-sys.maxsize - 1,), (P, -1), (3 * P,), (2 * P,), (0, sys.maxsize), (P, P + 1), (P,), (P, P), (2 * P, 0), ():
    t(lambda m: m.flush(*arguments))
