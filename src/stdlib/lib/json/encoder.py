"""The JSON encoder."""

_SHORT_ESCAPES = {'"': '\\"', '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n',
                  '\r': '\\r', '\t': '\\t'}
# Translation table for what must be escaped in any case.
ESCAPE_DCT = {code: f'\\u{code:04x}' for code in range(0x20)}
ESCAPE_DCT.update((ord(char), escape) for char, escape in _SHORT_ESCAPES.items())

INFINITY = float('inf')


def encode_basestring(s):
    """A string as a JSON string."""
    return f'"{s.translate(ESCAPE_DCT)}"'


def encode_basestring_ascii(s):
    """A string as a JSON string of ASCII characters only."""
    s = s.translate(ESCAPE_DCT)
    if s.isascii():
        return f'"{s}"'
    pieces = []
    for char in s:
        code = ord(char)
        if code < 0x80:
            pieces.append(char)
        elif code < 0x10000:
            pieces.append(f'\\u{code:04x}')
        else:
            # As two surrogates, the way JavaScript stores it.
            code -= 0x10000
            pieces.append(f'\\u{0xd800 | code >> 10:04x}\\u{0xdc00 | code & 0x3ff:04x}')
    return f'"{"".join(pieces)}"'


class JSONEncoder:
    """Encodes dict, list, tuple, str, int, float, True, False and None.

    A subclass handles other types in default(). skipkeys leaves out items whose key has
    another type, ensure_ascii escapes all other characters, check_circular finds containers
    inside themselves, allow_nan lets NaN and infinities pass; sort_keys, indent (a string or
    a number of spaces) and separators (item, key) concern the form.
    """

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True,
                 check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """Answer something that can be encoded in place of o; this one raises TypeError."""
        raise TypeError(f'Object of type {o.__class__.__name__} '
                        f'is not JSON serializable')

    def encode(self, o):
        """o as a JSON string."""
        if isinstance(o, str):
            return (encode_basestring_ascii if self.ensure_ascii else encode_basestring)(o)
        chunks = self.iterencode(o, _one_shot=True)
        if not isinstance(chunks, (list, tuple)):
            chunks = list(chunks)
        return ''.join(chunks)

    def iterencode(self, o, _one_shot=False):
        """Generate the pieces of o as a JSON string."""
        markers = {} if self.check_circular else None
        _encoder = encode_basestring_ascii if self.ensure_ascii else encode_basestring

        def floatstr(o, allow_nan=self.allow_nan,
                     _repr=float.__repr__, _inf=INFINITY, _neginf=-INFINITY):
            if o == _inf:
                text = 'Infinity'
            elif o == _neginf:
                text = '-Infinity'
            elif o == o:
                return _repr(o)
            else:
                text = 'NaN'
            if not allow_nan:
                raise ValueError(
                    "Out of range float values are not JSON compliant: " +
                    repr(o))
            return text

        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = ' ' * indent
        if _one_shot:
            chunks = []
            _OneShot(markers, self.default, _encoder, indent, floatstr, self.key_separator,
                     self.item_separator, self.sort_keys, self.skipkeys,
                     chunks.append).value(o, 0)
            return chunks
        _iterencode = _make_iterencode(
            markers, self.default, _encoder, indent, floatstr,
            self.key_separator, self.item_separator, self.sort_keys,
            self.skipkeys, _one_shot)
        return _iterencode(o, 0)


class _OneShot:
    """Encodes a whole value at once, leaving no reference cycle behind as the generators of
    _make_iterencode() do."""

    __slots__ = ('markers', 'default', 'encoder', 'indent', 'floatstr', 'key_separator',
                 'item_separator', 'sort_keys', 'skipkeys', 'emit')

    def __init__(self, markers, default, encoder, indent, floatstr, key_separator,
                 item_separator, sort_keys, skipkeys, emit):
        self.markers = markers
        self.default = default
        self.encoder = encoder
        self.indent = indent
        self.floatstr = floatstr
        self.key_separator = key_separator
        self.item_separator = item_separator
        self.sort_keys = sort_keys
        self.skipkeys = skipkeys
        self.emit = emit

    def enter(self, container):
        if self.markers is not None:
            if id(container) in self.markers:
                raise ValueError("Circular reference detected")
            self.markers[id(container)] = container

    def leave(self, container):
        if self.markers is not None:
            del self.markers[id(container)]

    def value(self, o, level):
        if isinstance(o, str):
            self.emit(self.encoder(o))
        elif o is None:
            self.emit('null')
        elif o is True:
            self.emit('true')
        elif o is False:
            self.emit('false')
        elif isinstance(o, int):
            self.emit(int.__repr__(o))
        elif isinstance(o, float):
            self.emit(self.floatstr(o))
        elif isinstance(o, (list, tuple)):
            self.array(o, level)
        elif isinstance(o, dict):
            self.object(o, level)
        else:
            self.enter(o)
            self.value(self.default(o), level)
            self.leave(o)

    def array(self, items, level):
        if not items:
            self.emit('[]')
            return
        self.enter(items)
        line = '' if self.indent is None else '\n' + self.indent * (level + 1)
        separator = '[' + line
        for item in items:
            self.emit(separator)
            separator = self.item_separator + line
            self.value(item, level + 1)
        if self.indent is not None:
            self.emit('\n' + self.indent * level)
        self.emit(']')
        self.leave(items)

    def object(self, mapping, level):
        if not mapping:
            self.emit('{}')
            return
        self.enter(mapping)
        self.emit('{')
        line = '' if self.indent is None else '\n' + self.indent * (level + 1)
        separator = line
        items = mapping.items()
        for key, item in sorted(items) if self.sort_keys else items:
            if isinstance(key, str):
                text = key
            elif isinstance(key, float):
                text = self.floatstr(key)
            elif key is True:
                text = 'true'
            elif key is False:
                text = 'false'
            elif key is None:
                text = 'null'
            elif isinstance(key, int):
                text = int.__repr__(key)
            elif self.skipkeys:
                continue
            else:
                raise TypeError(f'keys must be str, int, float, bool or None, '
                                f'not {key.__class__.__name__}')
            self.emit(separator + self.encoder(text) + self.key_separator)
            separator = self.item_separator + line
            self.value(item, level + 1)
        if self.indent is not None and separator is not line:
            self.emit('\n' + self.indent * level)
        self.emit('}')
        self.leave(mapping)


def _make_iterencode(markers, _default, _encoder, _indent, _floatstr,
                     _key_separator, _item_separator, _sort_keys, _skipkeys, _one_shot,
                     # Bound here so that they are cells of the generators, not globals.
                     ValueError=ValueError,
                     dict=dict,
                     float=float,
                     id=id,
                     int=int,
                     isinstance=isinstance,
                     list=list,
                     str=str,
                     tuple=tuple,
                     _intstr=int.__repr__,
                     ):
    """The generator function that encodes piece by piece.

    The three generator functions call one another, so each is reachable from its own
    closure: they are freed by the collector only.
    """

    def _iterencode_list(lst, _current_indent_level):
        if not lst:
            yield '[]'
            return
        markerid = id(lst)
        if markers is not None:
            if markerid in markers:
                raise ValueError("Circular reference detected")
            markers[markerid] = lst
        newline_indent = ''
        if _indent is not None:
            newline_indent = '\n' + _indent * (_current_indent_level + 1)
        # What precedes an item goes out in one piece with it, if it is no container.
        buf = '[' + newline_indent
        for value in lst:
            if isinstance(value, str):
                yield buf + _encoder(value)
            elif value is None:
                yield buf + 'null'
            elif value is True:
                yield buf + 'true'
            elif value is False:
                yield buf + 'false'
            elif isinstance(value, int):
                yield buf + _intstr(value)
            elif isinstance(value, float):
                yield buf + _floatstr(value)
            else:
                yield buf
                yield from _iterencode(value, _current_indent_level + 1)
            buf = _item_separator + newline_indent
        if _indent is not None:
            yield '\n' + _indent * _current_indent_level
        yield ']'
        if markers is not None:
            del markers[markerid]

    def _iterencode_dict(dct, _current_indent_level):
        if not dct:
            yield '{}'
            return
        markerid = id(dct)
        if markers is not None:
            if markerid in markers:
                raise ValueError("Circular reference detected")
            markers[markerid] = dct
        yield '{'
        newline_indent = ''
        if _indent is not None:
            newline_indent = '\n' + _indent * (_current_indent_level + 1)
        first = True
        for key, value in sorted(dct.items()) if _sort_keys else dct.items():
            if isinstance(key, str):
                pass
            elif isinstance(key, float):
                key = _floatstr(key)
            elif key is True:
                key = 'true'
            elif key is False:
                key = 'false'
            elif key is None:
                key = 'null'
            elif isinstance(key, int):
                key = _intstr(key)
            elif _skipkeys:
                continue
            else:
                raise TypeError(f'keys must be str, int, float, bool or None, '
                                f'not {key.__class__.__name__}')
            if not first:
                yield _item_separator + newline_indent
            elif newline_indent:
                yield newline_indent
            first = False
            yield _encoder(key)
            yield _key_separator
            yield from _iterencode(value, _current_indent_level + 1)
        if not first and _indent is not None:
            yield '\n' + _indent * _current_indent_level
        yield '}'
        if markers is not None:
            del markers[markerid]

    def _iterencode(o, _current_indent_level):
        if isinstance(o, str):
            yield _encoder(o)
        elif o is None:
            yield 'null'
        elif o is True:
            yield 'true'
        elif o is False:
            yield 'false'
        elif isinstance(o, int):
            yield _intstr(o)
        elif isinstance(o, float):
            yield _floatstr(o)
        elif isinstance(o, (list, tuple)):
            yield from _iterencode_list(o, _current_indent_level)
        elif isinstance(o, dict):
            yield from _iterencode_dict(o, _current_indent_level)
        else:
            markerid = id(o)
            if markers is not None:
                if markerid in markers:
                    raise ValueError("Circular reference detected")
                markers[markerid] = o
            o = _default(o)
            yield from _iterencode(o, _current_indent_level)
            if markers is not None:
                del markers[markerid]

    return _iterencode
