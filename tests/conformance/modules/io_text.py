"""`TextIOWrapper`: line ends, encodings in pieces, positions, settings."""
import codecs
import gc
import io

gc.disable()


def show(label, function, *arguments, **keywords):
    try:
        print(label, ascii(function(*arguments, **keywords)))
    except Exception as error:
        print(label, type(error).__module__, type(error).__name__, ascii(str(error)))


def text(data, *arguments, **keywords):
    return io.TextIOWrapper(io.BytesIO(data), *arguments, **keywords)


DATA = b'one\ntwo\r\nthree\rfour'
for newline in (None, '', '\n', '\r', '\r\n'):
    file = text(DATA, 'ascii', newline=newline)
    show(f'lines {newline!a}', list, file)
    show('newlines', lambda: file.newlines)
    file = text(DATA, 'ascii', newline=newline)
    file._CHUNK_SIZE = 1
    show('bytes', list, file)
    file = text(DATA, 'ascii', newline=newline)
    show('limits', lambda: [file.readline(2), file.readline(0), file.readline(9), file.read(3), file.read()])
    buffer = io.BytesIO()
    file = io.TextIOWrapper(buffer, 'utf-8', newline=newline)
    show('write', file.write, 'a\nb\r\nc\rd')
    file.flush()
    show('written', buffer.getvalue)
show('newline', text, b'', newline='x')
show('newline', text, b'', newline=1)
show('encoding', text, b'', 'no such')
show('encoding', text, b'', 1)
show('encoding', text, b'', 'rot13')
show('errors', text, b'', errors=1)
show('repr', lambda: text(b'', 'latin-1'))
show('attributes', lambda: [(file.encoding, file.errors, file.line_buffering, file.write_through, file.newlines)
                            for file in [text(b'')]])

# Encodings, a piece at a time.
TEXT = 'a\xe9\u20ac\U0001f600z\n' * 3
for encoding in ('utf-8', 'utf-16', 'utf-16-le', 'utf-32', 'utf-8-sig', 'utf-7'):
    buffer = io.BytesIO()
    file = io.TextIOWrapper(buffer, encoding)
    file.write(TEXT)
    file.write('more')
    file.flush()
    data = buffer.getvalue()
    print(encoding, len(data), data[:4])
    for chunk in (1, 2, 3, 8192):
        file = text(data, encoding)
        file._CHUNK_SIZE = chunk
        show('read', lambda: file.read(2) + file.readline() + file.read() == TEXT + 'more')
    file = text(data, encoding)
    file._CHUNK_SIZE = 5
    positions = []
    while character := file.read(1):
        positions.append((file.tell(), character))
    print([position for position, _ in positions][:12])
    for index, (position, character) in enumerate(positions[:-1]):
        file.seek(position)
        if file.read(1) != positions[index + 1][1]:
            print('wrong', position)
file = text(b'ab\xffcd\xe2', 'utf-8', 'replace')
show('replace', file.read)
file = text(b'ab\xffcd', 'utf-8')
show('strict', file.read)
file = text(b'ab\xe2', 'utf-8')
show('cut off', file.read)
codecs.register_error('mine', lambda error: ('<?>', error.end))
show('mine', text(b'a\xffb', 'ascii', 'mine').read)

# Positions.
file = text(b'line one\nline two\nline three\n')
show('line', file.readline)
position = file.tell()
show('tell', lambda: position)
show('next', next, file)
show('tell', file.tell)
show('rest', list, file)
show('tell', file.tell)
show('seek', file.seek, position)
show('line', file.readline)
show('seek', file.seek, 3, 1)
show('seek', file.seek, 0, 1)
show('seek', file.seek, 3, 2)
show('seek', file.seek, 0, 2)
show('seek', file.seek, -1)
show('seek', file.seek, 0, 9)
show('truncate', file.truncate, 5)
show('seek', file.seek, 0)
show('read', file.read)
file = text(b'a\r\nb\r\nc', newline=None)
file._CHUNK_SIZE = 2
show('positions', lambda: [(file.read(1), file.tell()) for _ in range(5)])

# Settings.
buffer = io.BytesIO()
file = io.TextIOWrapper(buffer, 'ascii', newline='\n')
file.write('a\n')
show('waits', buffer.getvalue)
show('reconfigure', file.reconfigure, encoding='utf-8', newline='\r\n', line_buffering=True)
show('written', buffer.getvalue)
file.write('\xe9\n')
show('written', buffer.getvalue)
file.reconfigure(write_through=True, line_buffering=False)
file.write('x')
show('written', buffer.getvalue)
show('attributes', lambda: (file.encoding, file.errors, file.line_buffering, file.write_through))
show('errors', file.reconfigure, errors='replace')
show('errors', lambda: (file.encoding, file.errors))
show('wrong', file.reconfigure, newline='x')
show('wrong', file.reconfigure, encoding='no such')
show('not text', file.write, b'bytes')
show('read', file.read)
file = text(b'abc')
file.read(1)
show('after reading', file.reconfigure, encoding='latin-1')
show('detach', lambda: type(file.detach()))
show('detached', file.read)
show('detached', lambda: file.closed)
show('new', io.TextIOWrapper.__new__(io.TextIOWrapper).read)
file = text(b'abc')
file.close()
for name in ('read', 'readline', 'flush', 'tell', 'fileno', 'readable', '__iter__', '__enter__'):
    show(name, getattr(file, name))
show('write', file.write, 'x')


# What is underneath may be anything.
class Odd(io.RawIOBase):
    def readable(self):
        return True

    def read(self, size=-1):
        return 'text'


show('odd', io.TextIOWrapper(Odd()).read, 1)
show('odd', io.TextIOWrapper(Odd()).read)


class Lines(io.TextIOWrapper):
    def readline(self, size=-1):
        return super().readline(size).upper()


show('subclass', list, Lines(io.BytesIO(b'a\nb\n')))
