"""Tells which kind of value starts at a position of a JSON document."""

__all__ = ['make_scanner']

_DIGITS = '0123456789'


def _digits_end(string, idx):
    while string[idx:idx + 1] in _DIGITS and idx < len(string):
        idx += 1
    return idx


class make_scanner:
    """Called with a document and an index, answers the value and the index after it.

    Raises StopIteration(index) if no value starts there. An object rather than a pair of
    closures, which would be a reference cycle.
    """

    __slots__ = ('parse_object', 'parse_array', 'parse_string', 'strict', 'parse_float',
                 'parse_int', 'parse_constant', 'object_hook', 'object_pairs_hook', 'memo',
                 'depth')

    def __init__(self, context):
        self.parse_object = context.parse_object
        self.parse_array = context.parse_array
        self.parse_string = context.parse_string
        self.strict = bool(context.strict)
        self.parse_float = context.parse_float
        self.parse_int = context.parse_int
        self.parse_constant = context.parse_constant
        self.object_hook = context.object_hook
        self.object_pairs_hook = context.object_pairs_hook
        self.memo = context.memo
        self.depth = 0

    def __call__(self, string, idx):
        if idx < 0:
            raise ValueError("idx cannot be negative")
        self.depth += 1
        try:
            return self.scan(string, idx)
        finally:
            self.depth -= 1
            if not self.depth:
                self.memo.clear()

    def scan(self, string, idx):
        nextchar = string[idx:idx + 1]
        if nextchar == '"':
            return self.parse_string(string, idx + 1, self.strict)
        if nextchar == '{':
            return self.parse_object((string, idx + 1), self.strict, self, self.object_hook,
                                     self.object_pairs_hook, self.memo)
        if nextchar == '[':
            return self.parse_array((string, idx + 1), self)
        if string.startswith('null', idx):
            return None, idx + 4
        if string.startswith('true', idx):
            return True, idx + 4
        if string.startswith('false', idx):
            return False, idx + 5
        end, is_integer = self.number_end(string, idx)
        if end > idx:
            parse = self.parse_int if is_integer else self.parse_float
            return parse(string[idx:end]), end
        for constant in ('NaN', 'Infinity', '-Infinity'):
            if string.startswith(constant, idx):
                return self.parse_constant(constant), idx + len(constant)
        raise StopIteration(idx)

    def number_end(self, string, idx):
        # Index after the number at idx, or idx; and whether it is an integer.
        start = idx
        if string.startswith('-', idx):
            idx += 1
        end = idx + 1 if string.startswith('0', idx) else _digits_end(string, idx)
        if end == idx:
            return start, True
        is_integer = True
        if string.startswith('.', end):
            after = _digits_end(string, end + 1)
            if after > end + 1:
                end, is_integer = after, False
        if string.startswith(('e', 'E'), end):
            digits = end + 1
            if string.startswith(('+', '-'), digits):
                digits += 1
            after = _digits_end(string, digits)
            if after > digits:
                end, is_integer = after, False
        return end, is_integer
