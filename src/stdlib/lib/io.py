"""Streams in memory, and the names around open()."""

__all__ = ["open", "StringIO", "BytesIO", "UnsupportedOperation",
           "SEEK_SET", "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE"]

from _operator import index
from builtins import open

DEFAULT_BUFFER_SIZE = 131072
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class UnsupportedOperation(OSError, ValueError):
    pass


def _as_size(size):
    # None and negative numbers mean: all there is.
    if size is None:
        return -1
    try:
        return index(size)
    except TypeError:
        raise TypeError(
            f"argument should be integer or None, not '{type(size).__name__}'") from None


def _as_bytes(data):
    if isinstance(data, bytes):
        return bytes(data)
    try:
        return bytes(memoryview(data))
    except TypeError:
        raise TypeError("a bytes-like object is required, "
                        f"not '{type(data).__name__}'") from None


class _MemoryStream:
    """What both kinds of stream in memory share."""

    __slots__ = ('_buffer', '_pending', '_pos', '_closed', '__dict__', '__weakref__')

    def _start(self, empty):
        # Pieces written at the end wait in a list: joining them each time would make a long
        # series of writes quadratic.
        self._buffer = empty
        self._pending = []
        self._pos = 0
        self._closed = False

    def _contents(self):
        if self._pending:
            self._buffer += self._buffer[:0].join(self._pending)
            self._pending.clear()
        return self._buffer

    def _put(self, data, padding):
        # The position is that of the end only while nothing but writing happens.
        if self._pending or self._pos == len(self._buffer):
            self._pending.append(data)
        else:
            buffer = self._buffer
            if self._pos > len(buffer):
                buffer += padding * (self._pos - len(buffer))
            self._buffer = buffer[:self._pos] + data + buffer[self._pos + len(data):]
        self._pos += len(data)

    def _check_open(self):
        if self._closed:
            raise ValueError("I/O operation on closed file")

    @property
    def closed(self):
        """Whether close() was called."""
        return self._closed

    def close(self):
        """Give up the contents; further operations raise ValueError."""
        self._buffer = None
        self._pending = []
        self._closed = True

    def __enter__(self):
        self._check_open()
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __iter__(self):
        self._check_open()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def flush(self):
        """Nothing to do."""
        self._check_open()

    def isatty(self):
        self._check_open()
        return False

    def readable(self):
        self._check_open()
        return True

    def writable(self):
        self._check_open()
        return True

    def seekable(self):
        self._check_open()
        return True

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def detach(self):
        raise UnsupportedOperation("detach")

    def tell(self):
        """The position of the next read or write."""
        self._check_open()
        return self._pos

    def readlines(self, hint=None, /):
        """The rest as a list of lines; with hint, no more once that much was read."""
        hint = _as_size(hint)
        lines = []
        total = 0
        for line in self:
            lines.append(line)
            total += len(line)
            if 0 < hint <= total:
                break
        return lines

    def writelines(self, lines, /):
        """Write every item."""
        self._check_open()
        for line in lines:
            self.write(line)


class StringIO(_MemoryStream):
    """A text file in memory.

    newline works as for open(), except that by default nothing is translated.
    """

    __slots__ = ('_newline', '_seen_newlines')

    def __init__(self, initial_value='', newline='\n'):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(
                f"newline must be str or None, not {type(newline).__name__}")
        if newline not in (None, '', '\n', '\r', '\r\n'):
            raise ValueError(f"illegal newline value: {newline!r}")
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError("initial_value must be str or None, "
                            f"not {type(initial_value).__name__}")
        self._start('')
        self._newline = newline
        self._seen_newlines = set()
        if initial_value:
            self.write(initial_value)
            self._pos = 0

    @property
    def encoding(self):
        return None

    @property
    def errors(self):
        return None

    @property
    def newlines(self):
        """The kinds of line end written, if the stream looks for all: one, or a tuple."""
        self._check_open()
        found = tuple(end for end in ('\r', '\n', '\r\n') if end in self._seen_newlines)
        if len(found) < 2:
            return found[0] if found else None
        return found

    @property
    def line_buffering(self):
        self._check_open()
        return False

    def _note_newlines(self, text):
        rest = text.replace('\r\n', '')
        if len(rest) != len(text):
            self._seen_newlines.add('\r\n')
        self._seen_newlines.update(end for end in '\r\n' if end in rest)

    def _translate(self, text):
        if not self._newline:
            self._note_newlines(text)
        if self._newline is None:
            return text.replace('\r\n', '\n').replace('\r', '\n')
        if self._newline in ('\r', '\r\n'):
            return text.replace('\n', self._newline)
        return text

    def write(self, text, /):
        """Write at the position; answers how many characters text has."""
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got '{type(text).__name__}'")
        self._check_open()
        written = len(text)
        if not written:
            return 0
        self._put(self._translate(text), '\0')
        return written

    def getvalue(self):
        """All contents."""
        self._check_open()
        return self._contents()

    def read(self, size=-1, /):
        """At most size characters from the position, or all the rest."""
        self._check_open()
        size = _as_size(size)
        buffer = self._contents()
        end = len(buffer) if size < 0 else self._pos + size
        text = buffer[self._pos:end]
        self._pos += len(text)
        return text

    def __getstate__(self):
        self._check_open()
        return self._contents(), self._newline, self._pos, self.__dict__.copy()

    def __setstate__(self, state):
        # Line ends in the contents are translated already.
        self.__init__('', state[1])
        self._buffer = state[0]
        self._pos = state[2]
        self.__dict__.update(state[3] or {})

    def _line_end(self, buffer):
        # Index after the line that starts at the position.
        if self._newline in (None, '\n'):
            ends = ('\n',)
        elif self._newline == '':
            ends = ('\r\n', '\r', '\n')
        else:
            ends = (self._newline,)
        best = len(buffer)
        start = None
        for end in ends:
            at = buffer.find(end, self._pos)
            if at >= 0 and (start is None or at < start):
                start = at
                best = at + len(end)
        return best

    def readline(self, size=-1, /):
        """The rest of the line, at most size characters of it."""
        self._check_open()
        size = _as_size(size)
        buffer = self._contents()
        end = self._line_end(buffer)
        if 0 <= size < end - self._pos:
            end = self._pos + size
        text = buffer[self._pos:end]
        self._pos += len(text)
        return text

    def seek(self, pos, whence=0, /):
        """Set the position; relative to it or to the end, only by 0."""
        self._check_open()
        pos = index(pos)
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and pos < 0:
            raise ValueError(f"Negative seek position {pos}")
        if whence != 0 and pos != 0:
            raise OSError("Can't do nonzero cur-relative seeks")
        buffer = self._contents()
        if whence == 0:
            self._pos = pos
        elif whence == 2:
            self._pos = len(buffer)
        return self._pos

    def truncate(self, pos=None, /):
        """Cut the contents off at pos, by default the position."""
        self._check_open()
        pos = self._pos if pos is None else index(pos)
        if pos < 0:
            raise ValueError(f"Negative size value {pos}")
        self._buffer = self._contents()[:pos]
        return pos


class BytesIO(_MemoryStream):
    """A binary file in memory."""

    __slots__ = ()

    mode = 'rb+'

    def __init__(self, initial_bytes=b''):
        self._start(b'')
        if initial_bytes is not None:
            self._buffer = _as_bytes(initial_bytes)

    def _check_open(self):
        if self._closed:
            raise ValueError("I/O operation on closed file.")

    def getvalue(self):
        """All contents."""
        self._check_open()
        return self._contents()

    def write(self, data, /):
        """Write at the position; answers how many bytes data has."""
        self._check_open()
        data = _as_bytes(data)
        if data:
            self._put(data, b'\0')
        return len(data)

    def read(self, size=-1, /):
        """At most size bytes from the position, or all the rest."""
        self._check_open()
        size = _as_size(size)
        buffer = self._contents()
        end = len(buffer) if size < 0 else self._pos + size
        data = buffer[self._pos:end]
        self._pos += len(data)
        return data

    read1 = read

    def readinto(self, target, /):
        """Fill a writable buffer; answers how many bytes there were."""
        self._check_open()
        view = memoryview(target).cast('B')
        data = self.read(len(view))
        view[:len(data)] = data
        return len(data)

    def readline(self, size=-1, /):
        """The rest of the line, at most size bytes of it."""
        self._check_open()
        size = _as_size(size)
        buffer = self._contents()
        end = buffer.find(b'\n', self._pos) + 1 or len(buffer)
        if 0 <= size < end - self._pos:
            end = self._pos + size
        data = buffer[self._pos:end]
        self._pos += len(data)
        return data

    def __getstate__(self):
        self._check_open()
        return self._contents(), self._pos, self.__dict__.copy()

    def __setstate__(self, state):
        self._start(bytes(state[0]))
        self._pos = state[1]
        self.__dict__.update(state[2] or {})

    def seek(self, pos, whence=0, /):
        """Set the position, relative to the start, to itself or to the end."""
        self._check_open()
        pos = index(pos)
        end = len(self._contents())
        if whence == 0:
            if pos < 0:
                raise ValueError(f"negative seek value {pos}")
            self._pos = pos
        elif whence == 1:
            self._pos = max(0, self._pos + pos)
        elif whence == 2:
            self._pos = max(0, end + pos)
        else:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        return self._pos

    def truncate(self, size=None, /):
        """Cut the contents off at size, by default the position."""
        self._check_open()
        size = self._pos if size is None else index(size)
        if size < 0:
            raise ValueError(f"negative size value {size}")
        self._buffer = self._contents()[:size]
        return size


StringIO.__module__ = BytesIO.__module__ = '_io'
