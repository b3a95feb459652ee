"""Buffers: reading ahead, writing behind, both over files and over raw files of Python."""
import gc
import io
import os

gc.disable()


def show(label, function, *arguments, **keywords):
    try:
        print(label, repr(function(*arguments, **keywords)))
    except Exception as error:
        print(label, type(error).__module__, type(error).__name__, error)


class Raw(io.RawIOBase):
    """Gives and takes pieces, and tells what it is asked."""

    def __init__(self, *pieces, writable=True, tells=True):
        self.pieces = list(pieces)
        self.written = []
        self.can_write = writable
        self.can_seek = tells

    def readable(self):
        return True

    def writable(self):
        return self.can_write

    def seekable(self):
        return self.can_seek

    def readinto(self, target):
        print('  readinto', len(target), type(target).__name__)
        if not self.pieces:
            return 0
        piece = self.pieces.pop(0)
        if piece is None:
            return None
        if isinstance(piece, int):
            return piece
        target[:len(piece)] = piece
        return len(piece)

    def write(self, data):
        print('  write', type(data).__name__, bytes(data))
        if self.pieces:
            return self.pieces.pop(0)
        self.written.append(bytes(data))
        return len(data)

    def tell(self):
        return 0

    def seek(self, offset, whence=0):
        print('  seek', offset, whence)
        return 5


reader = io.BufferedReader(Raw(b'abc', b'defgh', b'ij\nkl\n', b''), 8)
show('repr', lambda: repr(reader)[:20])
show('read 2', reader.read, 2)
show('peek', reader.peek)
show('read1', reader.read1)
show('read1 3', reader.read1, 3)
show('readline', reader.readline)
show('readline', reader.readline)
show('rest', reader.read)
show('end', reader.read, 5)
show('negative', reader.read, -2)
show('wrong', reader.read, 'x')
for piece in (None, 99, -1):
    show(f'piece {piece}', io.BufferedReader(Raw(piece), 8).read, 3)
    show(f'piece {piece}', io.BufferedReader(Raw(piece), 8).read1, 3)
target = bytearray(6)
show('readinto', io.BufferedReader(Raw(b'abcd', b'ef'), 4).readinto, target)
print(target)
show('readinto1', io.BufferedReader(Raw(b'ab', b'cd'), 4).readinto1, target)
show('readinto', io.BufferedReader(Raw(b'ab'), 4).readinto, b'fixed')
show('lines', list, io.BufferedReader(Raw(b'a\nb', b'\nc')))
show('size', io.BufferedReader, Raw(), 0)
show('detach', lambda: reader.detach().pieces)
show('detached', reader.read)
show('new', io.BufferedReader.__new__(io.BufferedReader).read)

writer = io.BufferedWriter(Raw(), 8)
show('write', writer.write, b'abc')
show('write', writer.write, b'defgh')
show('write', writer.write, b'i')
show('write', writer.write, b'0123456789' * 2)
show('flush', writer.flush)
show('tell', writer.tell)
show('seek', writer.seek, 3)
show('seek', writer.seek, 3, 9)
show('text', writer.write, 'text')
show('readable', writer.readable)
show('read', writer.read)
show('close', writer.close)
show('closed', writer.write, b'x')
show('blocked', io.BufferedWriter(Raw(None), 4).write, b'abcdefghijk')
try:
    io.BufferedWriter(Raw(None, None), 4).write(b'abcdefghijk')
except BlockingIOError as error:
    print(error.args, error.characters_written, error.errno)
show('no seek', io.BufferedWriter(Raw(tells=False)).seek, 0)
show('read-only', io.BufferedWriter, Raw(writable=False))

pair = io.BufferedRWPair(Raw(b'in'), Raw())
show('pair', pair.read, 2)
show('pair', pair.write, b'out')
show('pair', pair.flush)
show('pair', lambda: (pair.readable(), pair.writable(), pair.seekable(), pair.closed, pair.isatty()))
show('pair', pair.close)


path = '_io_buffers.tmp'
with open(path, 'wb') as file:
    show('write', file.write, b'0123456789\n' * 3)
    show('tell', file.tell)
with open(path, 'r+b', buffering=8) as file:
    show('read', file.read, 3)
    show('write', file.write, b'ABC')
    show('tell', file.tell)
    show('read', file.read, 4)
    show('seek back', file.seek, -2, 1)
    show('write', file.write, b'xy')
    show('line', file.readline)
    show('seek', file.seek, 0)
    show('all', file.read)
    show('truncate', file.truncate, 12)
    show('seek', file.seek, 0)
    show('all', file.read)
    show('past', file.seek, 20)
    show('write', file.write, b'end')
    show('attributes', lambda: (file.mode, file.raw.mode, file.name == path, file.closed, file.raw.closefd))
show('closed', file.read)
show('closed', file.tell)
print(open(path, 'rb').read())
os.remove(path)
