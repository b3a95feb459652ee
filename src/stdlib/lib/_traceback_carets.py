"""Which characters of a traceback's source lines get carets.

The segment of source an instruction comes from is marked with ^. If it is a binary
operation, a subscript or a call, the operator or the brackets are marked with ^ and the rest
with ~. That takes the outermost operation of an expression, for which a scan of its tokens
at bracket depth zero is enough: no syntax tree is built.
"""

from keyword import iskeyword

# Binding strength of the binary operators; ** is the only one that groups from the right.
_BINARY = {'|': 1, '^': 2, '&': 3, '<<': 4, '>>': 4, '+': 5, '-': 5,
           '*': 6, '@': 6, '/': 6, '//': 6, '%': 6, '**': 8}
_UNARY = ('+', '-', '~')
_CLOSING = {'(': ')', '[': ']', '{': '}'}


class _NotAnExpression(Exception):
    pass


def _skip_string(text, at, raw_prefix):
    # Index after the string literal whose quote is at `at`.
    quote = text[at]
    if text.startswith(quote * 3, at):
        quote *= 3
    formatted = 'f' in raw_prefix
    at += len(quote)
    while at < len(text):
        char = text[at]
        if text.startswith(quote, at):
            return at + len(quote)
        if char == '\\':
            at += 2
        elif formatted and char == '{':
            # Doubled braces are text; otherwise a replacement field, quotes and all.
            at = at + 2 if text.startswith('{{', at) else _skip_field(text, at)
        else:
            at += 1
    raise _NotAnExpression


def _skip_field(text, at):
    # Index after the replacement field of an f-string whose brace is at `at`.
    at += 1
    while True:
        kind, start, end = _token(text, at)
        if kind == 'end':
            raise _NotAnExpression
        if kind == 'op' and text[start] in ':}':
            at = start
            break
        at = end
    # The format specification is text again, with fields of its own.
    while text[at] != '}':
        at = _skip_field(text, at) if text[at] == '{' else at + 1
    return at + 1


def _skip_brackets(text, at):
    # Index after the bracket that closes the one at `at`.
    closing = _CLOSING[text[at]]
    at += 1
    while at < len(text):
        kind, start, end = _token(text, at)
        if kind == 'end':
            break
        if kind == 'op' and text[start] in ')]}':
            if text[start] != closing:
                break
            return end
        at = end
    raise _NotAnExpression


def _token(text, at):
    # The token at or after `at`: (kind, start, end); a bracketed group is one token.
    count = len(text)
    while at < count:
        if text[at].isspace():
            at += 1
        elif text[at] == '\\':
            if text[at + 1:at + 2] != '\n':
                raise _NotAnExpression
            at += 2
        elif text[at] == '#':
            newline = text.find('\n', at)
            at = count if newline < 0 else newline
        else:
            break
    if at >= count:
        return 'end', count, count
    char = text[at]
    if char in '([{':
        return 'group', at, _skip_brackets(text, at)
    if char in '"\'':
        return 'operand', at, _skip_string(text, at, '')
    end = at
    if char.isdigit() or char == '.' and text[at + 1:at + 2].isdigit():
        while end < count and (text[end].isalnum() or text[end] in '._'
                               or text[end] in '+-' and text[end - 1] in 'eE'
                               and text[at:at + 2].lower() not in ('0x', '0b', '0o')):
            end += 1
        return 'operand', at, end
    while end < count and (text[end].isalnum() or text[end] == '_'):
        end += 1
    if end > at:
        if text[end:end + 1] in ('"', "'") and end - at <= 2:
            prefix = text[at:end].lower()
            if prefix in ('r', 'b', 'f', 'u', 'rb', 'br', 'rf', 'fr'):
                return 'operand', at, _skip_string(text, end, prefix)
        return 'name', at, end
    for length in (3, 2):
        if text[at:at + length] in ('**=', '//=', '<<=', '>>=', '...', '**', '//', '<<', '>>',
                                    '<=', '>=', '==', '!=', ':=', '->', '+=', '-=', '*=', '/=',
                                    '%=', '&=', '|=', '^=', '@='):
            return 'op', at, at + length
    return 'op', at, at + 1


def _tokens(text, start, end):
    found = []
    at = start
    while True:
        token = _token(text, at)
        if token[0] == 'end' or token[1] >= end:
            return found
        found.append(token)
        at = token[2]


def _is_grouping(text, start, end):
    # Whether the parentheses around this only group, rather than make a tuple, generator
    # or nothing.
    inner = _tokens(text, start + 1, end - 1)
    if not inner:
        return False
    for kind, first, last in inner:
        word = text[first:last]
        if kind == 'op' and word == ',' or kind == 'name' and word in ('for', 'async'):
            return False
    return True


def _outermost(text, start, end):
    """The outermost operation of text[start:end]: ('binary', from, to), ('subscript' or
    'call', from, to, is a call of a plain name), or None if it is anything else."""
    tokens = _tokens(text, start, end)
    while len(tokens) == 1 and text[tokens[0][1]] == '(':
        # Parentheses around all of it.
        kind, first, last = tokens[0]
        if not _is_grouping(text, first, last):
            return None
        tokens = _tokens(text, first + 1, last - 1)

    operand_due = True
    trailers = False
    weakest = None
    unary_first = awaited = False
    for index, (kind, first, last) in enumerate(tokens):
        word = text[first:last]
        if kind == 'op':
            if operand_due and word in _UNARY:
                unary_first = unary_first or index == 0
            elif operand_due and word == '...':
                operand_due = False
            elif not operand_due and word == '.':
                if index + 1 == len(tokens) or tokens[index + 1][0] != 'name':
                    return None
                operand_due = True
            elif not operand_due and word in _BINARY:
                strength = _BINARY[word]
                if weakest is None or strength < weakest[0] or strength == weakest[0] != 8:
                    weakest = strength, index
                operand_due = True
            else:
                # A comparison, an assignment, a comma: not one of the three.
                return None
        elif kind == 'name' and word == 'await' and operand_due:
            awaited = True
        elif kind == 'name' and iskeyword(word) and word not in ('None', 'True', 'False'):
            return None
        elif operand_due:
            operand_due = False
        elif kind == 'group' and text[first] in '([':
            trailers = True
        elif (kind == 'operand' and text[last - 1] in '"\''
              and text[tokens[index - 1][2] - 1] in '"\''):
            # Adjacent string literals are one.
            pass
        else:
            return None
    if operand_due:
        return None

    if weakest is not None:
        strength, index = weakest
        if strength == 8 and unary_first:
            return None
        return _binary(text, tokens, index)
    if unary_first or awaited or not trailers:
        return None
    kind, first, last = tokens[-1]
    if kind != 'group':
        return None
    if text[first] == '[':
        return 'subscript', first, last, False
    if text[first] == '(':
        head = tokens[:-1]
        return 'call', first, last, len(head) == 1 and head[0][0] == 'name'
    return None


def _binary(text, tokens, index):
    kind, first, last = tokens[index]
    right = tokens[index + 1:]
    # An opening parenthesis that touches the operator and belongs to no operand is marked
    # along with it.
    if (last - first == 1 and len(right) == 1 and right[0][1] == last
            and text[last] == '(' and _is_grouping(text, right[0][1], right[0][2])):
        last += 1
    return 'binary', first, last, False


def _line_and_column(text, at):
    line = text.count('\n', 0, at)
    return line, at - (text.rfind('\n', 0, at) + 1)


def anchors(segment):
    """Start and end of what is marked with ^ inside a segment marked with ~.

    Answers (line, column, end line, end column) in characters, both counted from 0, or None
    if all of the segment is to be marked alike.
    """
    try:
        found = _outermost(segment, 0, len(segment))
    except (_NotAnExpression, IndexError):
        return None
    if found is None:
        return None
    return _line_and_column(segment, found[1]) + _line_and_column(segment, found[2])


def _is_whole_value(lines, start, end, segment):
    # `return name(...)` and `name = anything(...)`, where the call is all there is to mark,
    # are shown without carets.
    try:
        found = _outermost(segment, 0, len(segment))
    except (_NotAnExpression, IndexError):
        return False
    if found is None or found[0] != 'call':
        return False
    rest = lines[-1][end:].lstrip(' \t)')
    if rest and rest[0] not in '#;':
        return False
    before = lines[0][:start].rstrip(' \t(')
    opened = lines[0].count('(', len(before), start)
    if opened != lines[-1].count(')', end, len(lines[-1]) - len(rest)):
        # Part of a longer statement, whatever it looks like.
        return False
    if before == 'return':
        return found[3]
    if before.endswith('='):
        target = before[:-1].strip()
        return target.isidentifier() and not iskeyword(target)
    return False


def wanted(lines, start, end, segment, has_anchors):
    """Whether carets tell anything: not if they would mark the whole line."""
    if _is_whole_value(lines, start, end, segment):
        return False
    return has_anchors or bool(lines[0][:start].lstrip() or lines[-1][end:].rstrip())
