"""The JSON decoder."""

__all__ = ['JSONDecoder', 'JSONDecodeError']

from . import scanner

NaN = float('nan')
PosInf = float('inf')
NegInf = float('-inf')

_CONSTANTS = {'-Infinity': NegInf, 'Infinity': PosInf, 'NaN': NaN}
_WHITESPACE = ' \t\n\r'
BACKSLASH = {'"': '"', '\\': '\\', '/': '/',
             'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}


class JSONDecodeError(ValueError):
    """A document that is not JSON: msg, doc, and where, as pos, lineno and colno."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        ValueError.__init__(self, f'{msg}: line {lineno} column {colno} (char {pos})')
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


def _skip_space(s, end):
    while s[end:end + 1] in _WHITESPACE and end < len(s):
        end += 1
    return end


def _decode_uXXXX(s, pos):
    digits = s[pos + 1:pos + 5]
    if len(digits) == 4 and all(digit in '0123456789abcdefABCDEF' for digit in digits):
        return int(digits, 16)
    raise JSONDecodeError("Invalid \\uXXXX escape", s, pos)


def _check_control_characters(s, start, end):
    if end > start and min(s[start:end]) < ' ':
        while s[start] >= ' ':
            start += 1
        raise JSONDecodeError("Invalid control character at", s, start)


def scanstring(s, end, strict=True):
    """Decode the string whose opening quote is before index end.

    Answers the text and the index after the closing quote. If strict, control characters
    are errors.
    """
    begin = end - 1
    if end < 0 or end > len(s):
        raise ValueError("end is out of bounds")
    chunks = []
    while True:
        quote = s.find('"', end)
        escape = s.find('\\', end, None if quote < 0 else quote)
        stop = escape if escape >= 0 else quote
        if strict:
            _check_control_characters(s, end, len(s) if stop < 0 else stop)
        if stop < 0:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        chunks.append(s[end:stop])
        end = stop + 1
        if escape < 0:
            return ''.join(chunks), end
        char = s[end:end + 1]
        if not char:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        if char != 'u':
            if char not in BACKSLASH:
                raise JSONDecodeError("Invalid \\escape", s, end - 1)
            chunks.append(BACKSLASH[char])
            end += 1
            continue
        code = _decode_uXXXX(s, end)
        end += 5
        if 0xd800 <= code <= 0xdbff and s.startswith('\\u', end):
            low = _decode_uXXXX(s, end + 1)
            if 0xdc00 <= low <= 0xdfff:
                code = 0x10000 + ((code - 0xd800) << 10 | low - 0xdc00)
                end += 6
        chunks.append(chr(code))


def JSONObject(s_and_end, strict, scan_once, object_hook, object_pairs_hook, memo=None):
    s, end = s_and_end
    if memo is None:
        memo = {}
    pairs = []
    end = _skip_space(s, end)
    if not s.startswith('}', end):
        comma = None
        while True:
            if not s.startswith('"', end):
                if comma is not None and s.startswith('}', end):
                    raise JSONDecodeError("Illegal trailing comma before end of object",
                                          s, comma)
                raise JSONDecodeError(
                    "Expecting property name enclosed in double quotes", s, end)
            key, end = scanstring(s, end + 1, strict)
            # The same key in many objects is one string.
            key = memo.setdefault(key, key)
            end = _skip_space(s, end)
            if not s.startswith(':', end):
                raise JSONDecodeError("Expecting ':' delimiter", s, end)
            end = _skip_space(s, end + 1)
            try:
                value, end = scan_once(s, end)
            except StopIteration as err:
                raise JSONDecodeError("Expecting value", s, err.value) from None
            pairs.append((key, value))
            end = _skip_space(s, end)
            if s.startswith('}', end):
                break
            if not s.startswith(',', end):
                raise JSONDecodeError("Expecting ',' delimiter", s, end)
            comma = end
            end = _skip_space(s, end + 1)
    if object_pairs_hook is not None:
        return object_pairs_hook(pairs), end + 1
    result = dict(pairs)
    if object_hook is not None:
        result = object_hook(result)
    return result, end + 1


def JSONArray(s_and_end, scan_once):
    s, end = s_and_end
    values = []
    end = _skip_space(s, end)
    if s.startswith(']', end):
        return values, end + 1
    while True:
        try:
            value, end = scan_once(s, end)
        except StopIteration as err:
            raise JSONDecodeError("Expecting value", s, err.value) from None
        values.append(value)
        end = _skip_space(s, end)
        if s.startswith(']', end):
            return values, end + 1
        if not s.startswith(',', end):
            raise JSONDecodeError("Expecting ',' delimiter", s, end)
        comma = end
        end = _skip_space(s, end + 1)
        if s.startswith(']', end):
            raise JSONDecodeError("Illegal trailing comma before end of array", s, comma)


class JSONDecoder:
    """Decodes to dict, list, str, int, float, True, False and None.

    object_hook gets each dict, object_pairs_hook a list of pairs in its place; parse_int,
    parse_float and parse_constant (for NaN and infinities) get the text. Unless strict,
    strings may contain control characters.
    """

    def __init__(self, *, object_hook=None, parse_float=None,
                 parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.parse_object = JSONObject
        self.parse_array = JSONArray
        self.parse_string = scanstring
        self.memo = {}
        self.scan_once = scanner.make_scanner(self)

    def decode(self, s):
        """The value of a document."""
        obj, end = self.raw_decode(s, idx=_skip_space(s, 0))
        end = _skip_space(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        """The value that starts at idx, and the index after it; more text may follow."""
        try:
            obj, end = self.scan_once(s, idx)
        except StopIteration as err:
            raise JSONDecodeError("Expecting value", s, err.value) from None
        return obj, end
