"""`BytesIO`, `StringIO`, `IncrementalNewlineDecoder` and the abstract classes."""
import gc
import io
import weakref

gc.disable()


def show(label, function, *arguments, **keywords):
    try:
        print(label, repr(function(*arguments, **keywords)))
    except Exception as error:
        print(label, type(error).__module__, type(error).__name__, error)


file = io.BytesIO(b'line one\nline two')
show('read', file.read, 4)
show('line', file.readline)
show('line', file.readline, 3)
show('lines', file.readlines)
show('tell', file.tell)
show('seek', file.seek, 2)
show('write', file.write, b'XY')
show('value', file.getvalue)
show('seek', file.seek, -3, 2)
show('seek', file.seek, -1)
show('seek', file.seek, 0, 5)
show('read1', file.read1)
show('past', file.seek, 20)
show('write', file.write, memoryview(b'end'))
show('value', file.getvalue)
show('text', file.write, 'text')
show('truncate', file.truncate, 3)
show('truncate', file.truncate, -1)
show('value', file.getvalue)
view = file.getbuffer()
show('view', lambda: (type(view).__name__, type(view.obj).__name__, view.readonly, len(view)))
view[0] = 65
show('value', file.getvalue)
show('write', file.write, b'more')
show('truncate', file.truncate, 1)
show('close', file.close)
view.release()
show('close', file.close)
for name in ('read', 'readline', 'getvalue', 'getbuffer', 'tell', 'readable', 'isatty', 'flush', '__iter__'):
    show(name, getattr(file, name))
data = b'shared contents'
file = io.BytesIO(data)
print(file.getvalue() is data, file.read() is data)
file.write(b'!')
print(file.getvalue() is data, data)
target = bytearray(4)
show('readinto', io.BytesIO(b'abc').readinto, target)
print(target)
show('lines', list, io.BytesIO(b'a\nb\n\nc'))
show('writelines', file.writelines, [b'a', b'b'])
show('state', io.BytesIO(b'abc').__getstate__)
copy = io.BytesIO()
show('set', copy.__setstate__, (b'xyz', 2, {'name': 'copy'}))
show('copy', lambda: (copy.read(), copy.name))
for state in (1, (), (b'', 'x', None), (b'', -1, None), (b'', 0, 1)):
    show('state', copy.__setstate__, state)
show('argument', io.BytesIO, 'text')
show('argument', lambda: io.BytesIO(initial_bytes=b'x').read())
reference = weakref.ref(file)
del file
print(reference())

file = io.StringIO('one\ntwo\r\nthree')
show('lines', list, file)
for newline in (None, '', '\n', '\r', '\r\n'):
    file = io.StringIO('one\ntwo\r\nthree\rfour', newline=newline)
    show(f'lines {newline!r}', list, file)
    show('value', file.getvalue)
    show('newlines', lambda: file.newlines)
    file.write('\n\u20ac')
    show('value', file.getvalue)
file = io.StringIO('abc')
show('read', file.read, 2)
show('write', file.write, '\u20acx')
show('value', file.getvalue)
show('tell', file.tell)
show('seek', file.seek, 1)
show('line', file.readline, 2)
show('past', file.seek, 8)
show('write', file.write, '!')
show('value', file.getvalue)
show('seek', file.seek, 1, 1)
show('seek', file.seek, 0, 2)
show('seek', file.seek, -1)
show('seek', file.seek, 0, 7)
show('truncate', file.truncate, 2)
show('value', file.getvalue)
show('bytes', file.write, b'x')
show('state', file.__getstate__)
show('close', file.close)
for name in ('read', 'readline', 'getvalue', 'tell', 'readable', 'flush', '__iter__', '__next__'):
    show(name, getattr(file, name))
show('argument', io.StringIO, b'x')
show('argument', io.StringIO, '', 'x')
show('argument', io.StringIO, '', 1)
show('new', io.StringIO.__new__(io.StringIO).read)
show('attributes', lambda: [(f.encoding, f.errors, f.line_buffering, f.newlines) for f in [io.StringIO()]])
copy = io.StringIO()
show('set', copy.__setstate__, ('a\r\nb', '\n', 1, None))
show('copy', copy.read)

decoder = io.IncrementalNewlineDecoder(None, translate=True)
show('decode', lambda: [decoder.decode(piece) for piece in ('a\r', '\nb\r', 'c\n', '\r')])
show('state', decoder.getstate)
show('newlines', lambda: decoder.newlines)
show('final', decoder.decode, '', final=True)
show('newlines', lambda: decoder.newlines)
decoder.reset()
show('newlines', lambda: decoder.newlines)
show('set', decoder.setstate, (b'', 1))
show('decode', decoder.decode, 'x')
show('state', decoder.setstate, 1)
show('new', io.IncrementalNewlineDecoder.__new__(io.IncrementalNewlineDecoder).decode, '')

# Classes written in Python.
for base in (io.IOBase, io.RawIOBase, io.BufferedIOBase, io.TextIOBase):
    print(base.__name__, base.__mro__[1:])
    file = base()
    for name in ('read', 'readline', 'seek', 'tell', 'truncate', 'fileno', 'write', 'detach', 'flush', 'isatty',
                 'readable', 'writable', 'seekable', 'readall'):
        if hasattr(file, name):
            method = getattr(file, name)
            show(name, method, *([0] if name in ('seek', 'write') else []))
    with file:
        pass
    print(file.closed)
    show('closed', file.flush)
    show('closed', file.__enter__)


class Pieces(io.RawIOBase):
    def __init__(self, data):
        self.data = data

    def readinto(self, target):
        count = min(len(target), 3, len(self.data))
        target[:count], self.data = self.data[:count], self.data[count:]
        return count

    def close(self):
        print('close', self.closed)
        super().close()


file = Pieces(b'abcdefgh\nij')
show('read', file.read, 2)
show('readline', file.readline)
show('readall', file.readall)
show('lines', Pieces(b'a\nb\nc').readlines, 2)
del file
print(issubclass(io.StringIO, io.TextIOBase), isinstance(io.BytesIO(), io.BufferedIOBase))
show('unsupported', lambda: io.UnsupportedOperation.__mro__)
