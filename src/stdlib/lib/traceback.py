"""Extracting, formatting and printing of stacks and exceptions."""

__all__ = ['extract_stack', 'extract_tb', 'format_exception',
           'format_exception_only', 'format_list', 'format_stack',
           'format_tb', 'print_exc', 'format_exc', 'print_exception',
           'print_last', 'print_stack', 'print_tb', 'clear_frames',
           'FrameSummary', 'StackSummary', 'TracebackException',
           'walk_stack', 'walk_tb']

import sys

import linecache

_cause_message = (
    "\nThe above exception was the direct cause "
    "of the following exception:\n\n")
_context_message = (
    "\nDuring handling of the above exception, "
    "another exception occurred:\n\n")


class _Sentinel:
    def __repr__(self):
        return "<implicit>"


_sentinel = _Sentinel()


def print_list(extracted_list, file=None):
    """Print what extract_tb() or extract_stack() answered."""
    if file is None:
        file = sys.stderr
    for item in StackSummary.from_list(extracted_list).format():
        print(item, file=file, end="")


def format_list(extracted_list):
    """One string, ending in a newline, per entry."""
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    """Print the entries of a traceback: the first `limit`, or the last if it is negative."""
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    """The entries of a traceback as strings."""
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    """The entries of a traceback as a StackSummary."""
    return StackSummary._extract_from_extended_frame_gen(
        _walk_tb_with_full_positions(tb), limit=limit)


def _parse_value_tb(exc, value, tb):
    # Two ways to call: (exception) and (type, value, traceback).
    if (value is _sentinel) != (tb is _sentinel):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _sentinel:
        return value, tb
    if exc is None:
        return None, None
    if isinstance(exc, BaseException):
        return exc, exc.__traceback__
    raise TypeError(f'Exception expected for value, {type(exc).__name__} found')


def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None,
                    file=None, chain=True, **kwargs):
    """Print an exception with its traceback and, if chain, those it came from."""
    value, tb = _parse_value_tb(exc, value, tb)
    te = TracebackException(type(value), value, tb, limit=limit, compact=True)
    te.print(file=file, chain=chain)


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None,
                     chain=True, **kwargs):
    """What print_exception() prints, as a list of strings."""
    value, tb = _parse_value_tb(exc, value, tb)
    te = TracebackException(type(value), value, tb, limit=limit, compact=True)
    return list(te.format(chain=chain))


def format_exception_only(exc, /, value=_sentinel, *, show_group=False, **kwargs):
    """The last part of format_exception(): type, message and notes."""
    if value is _sentinel:
        value = exc
    te = TracebackException(type(value), value, None, compact=True)
    return list(te.format_exception_only(show_group=show_group))


def _format_final_exc_line(etype, value, *, insert_final_newline=True):
    valuestr = _safe_string(value, 'exception')
    line = f"{etype}: {valuestr}" if value is not None and valuestr else f"{etype}"
    return line + "\n" if insert_final_newline else line


def _safe_string(value, what, func=str):
    try:
        return func(value)
    except:
        return f'<{what} {func.__name__}() failed>'


def print_exc(limit=None, file=None, chain=True):
    """Print the exception being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """The exception being handled, as print_exc() prints it."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Print the exception that ended the last interactive statement."""
    if hasattr(sys, "last_exc"):
        print_exception(sys.last_exc, limit=limit, file=file, chain=chain)
    elif hasattr(sys, "last_type"):
        print_exception(sys.last_type, sys.last_value, sys.last_traceback,
                        limit=limit, file=file, chain=chain)
    else:
        raise ValueError("no last exception")


def print_stack(f=None, limit=None, file=None):
    """Print the stack from frame f, by default the caller, on."""
    if f is None:
        f = sys._getframe().f_back
    print_list(extract_stack(f, limit=limit), file=file)


def format_stack(f=None, limit=None):
    """The stack as strings, oldest frame first."""
    if f is None:
        f = sys._getframe().f_back
    return format_list(extract_stack(f, limit=limit))


def extract_stack(f=None, limit=None):
    """The stack as a StackSummary, oldest frame first."""
    if f is None:
        f = sys._getframe().f_back
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def clear_frames(tb):
    """Clear the local variables of all frames of a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            # Still running.
            pass
        tb = tb.tb_next


def walk_stack(f):
    """Generate (frame, line number) from f, by default the caller, outwards."""
    if f is None:
        f = sys._getframe().f_back.f_back.f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Generate (frame, line number) along a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _walk_tb_with_full_positions(tb):
    # Generates (frame, (line, end line, column, end column)).
    while tb is not None:
        positions = _get_code_position(tb.tb_frame.f_code, tb.tb_lasti)
        if positions[0] is None:
            positions = (tb.tb_lineno, *positions[1:])
        yield tb.tb_frame, positions
        tb = tb.tb_next


def _get_code_position(code, instruction_index):
    if instruction_index >= 0:
        # Two bytes of instruction offset per entry.
        skip = instruction_index // 2
        for index, position in enumerate(code.co_positions()):
            if index == skip:
                return position
    return (None, None, None, None)


class FrameSummary:
    """One entry of a stack: file name, line number, function name, source text."""

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno',
                 'name', '_lines', '_lines_dedented', 'locals', '_code')

    def __init__(self, filename, lineno, name, *, lookup_line=True,
                 locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, **kwargs):
        """line is the source text, by default read now or (lookup_line false) when asked
        for; of locals, a mapping, the repr of each value is kept."""
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._code = kwargs.get("_code")
        self._lines = line
        self._lines_dedented = None
        if lookup_line:
            self.line
        if locals:
            self.locals = {key: _safe_string(value, 'local', func=repr)
                           for key, value in locals.items()}
        else:
            self.locals = None

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename == other.filename and
                    self.lineno == other.lineno and
                    self.name == other.name and
                    self.locals == other.locals)
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __getitem__(self, pos):
        return tuple(self)[pos]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def __len__(self):
        return 4

    def _set_lines(self):
        if self._lines is not None or self.lineno is None or self.end_lineno is None:
            return
        lines = []
        for lineno in range(self.lineno, self.end_lineno + 1):
            line = linecache.getline(self.filename, lineno).rstrip()
            if not line and self._code is not None and self.filename.startswith("<"):
                line = linecache._getline_from_code(self._code, lineno).rstrip()
            lines.append(line)
        self._lines = "\n".join(lines) + "\n"

    @property
    def _original_lines(self):
        self._set_lines()
        return self._lines

    @property
    def _dedented_lines(self):
        self._set_lines()
        if self._lines_dedented is None and self._lines is not None:
            from textwrap import dedent
            self._lines_dedented = dedent(self._lines)
        return self._lines_dedented

    @property
    def line(self):
        """The first line of source text, without white space around it."""
        self._set_lines()
        if self._lines is None:
            return None
        return self._lines.partition("\n")[0].strip()


# A frame is shown this often before further repetitions are only counted.
_RECURSIVE_CUTOFF = 3


class StackSummary(list):
    """A list of FrameSummary."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True,
                capture_locals=False):
        """Make one from an iterable of (frame, line number)."""
        def extended_frame_gen():
            for f, lineno in frame_gen:
                yield f, (lineno, None, None, None)

        return klass._extract_from_extended_frame_gen(
            extended_frame_gen(), limit=limit, lookup_lines=lookup_lines,
            capture_locals=capture_locals)

    @classmethod
    def _extract_from_extended_frame_gen(klass, frame_gen, *, limit=None,
                                         lookup_lines=True, capture_locals=False):
        if limit is None:
            limit = getattr(sys, 'tracebacklimit', None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            if limit >= 0:
                from itertools import islice
                frame_gen = islice(frame_gen, limit)
            else:
                from _collections import deque
                frame_gen = deque(frame_gen, maxlen=-limit)

        result = klass()
        fnames = set()
        for f, (lineno, end_lineno, colno, end_colno) in frame_gen:
            code = f.f_code
            fnames.add(code.co_filename)
            linecache.lazycache(code.co_filename, f.f_globals)
            result.append(FrameSummary(
                code.co_filename, lineno, code.co_name, lookup_line=False,
                locals=f.f_locals if capture_locals else None,
                end_lineno=end_lineno, colno=colno, end_colno=end_colno, _code=code))
        # No line may be read before this has thrown out what is stale.
        for filename in fnames:
            linecache.checkcache(filename)
        if lookup_lines:
            for f in result:
                f.line
        return result

    @classmethod
    def from_list(klass, a_list):
        """Make one from FrameSummary objects or (file name, line, name, text) tuples."""
        result = StackSummary()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format_frame_summary(self, frame_summary, **kwargs):
        """The text for one entry; a subclass may answer None to leave it out."""
        filename = frame_summary.filename
        if filename.startswith("<stdin>-"):
            filename = "<stdin>"
        row = [f'  File "{filename}", line {frame_summary.lineno}, '
               f'in {frame_summary.name}\n']
        dedented = frame_summary._dedented_lines
        if dedented and dedented.strip():
            if frame_summary.colno is None or frame_summary.end_colno is None:
                row.append(f'    {frame_summary.line}\n')
            else:
                row.append(_format_source(frame_summary))
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                row.append(f'    {name} = {value}\n')
        return ''.join(row)

    def format(self, **kwargs):
        """One string per entry; long runs of the same line are cut short."""
        result = []
        last = None
        count = 0
        for frame_summary in self:
            formatted = self.format_frame_summary(frame_summary)
            if formatted is None:
                continue
            here = frame_summary.filename, frame_summary.lineno, frame_summary.name
            if here != last or None in here:
                _note_repetitions(result, count)
                last = here
                count = 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                result.append(formatted)
        _note_repetitions(result, count)
        return result


def _note_repetitions(result, count):
    more = count - _RECURSIVE_CUTOFF
    if more > 0:
        plural = "s" if more > 1 else ""
        result.append(f'  [Previous line repeated {more} more time{plural}]\n')


def _byte_offset_to_character_offset(line, offset):
    return len(line.encode('utf-8')[:offset].decode('utf-8', errors='replace'))


def _display_width(line, offset=None):
    # Columns a terminal needs for line[:offset].
    if offset is None:
        offset = len(line)
    if line.isascii():
        return offset
    from _traceback_width import display_width
    return display_width(line[:offset])


def _format_source(frame_summary):
    """The source lines of an entry with carets below, indented for a traceback."""
    import _traceback_carets
    from textwrap import dedent, indent

    # Positions count bytes of the lines as they are in the file; what is shown is dedented.
    extent = frame_summary.end_lineno - frame_summary.lineno
    original = frame_summary._original_lines.splitlines()
    lines = frame_summary._dedented_lines.splitlines()[:extent + 1]
    removed = len(original[0]) - len(lines[0])
    start = _byte_offset_to_character_offset(original[0], frame_summary.colno)
    end = _byte_offset_to_character_offset(original[extent], frame_summary.end_colno)
    start = max(0, start - removed)
    end = max(0, end - removed)

    segment = "\n".join(lines)
    segment = segment[start:len(segment) - (len(lines[-1]) - end)]
    anchors = _traceback_carets.anchors(segment)
    show_carets = _traceback_carets.wanted(lines, start, end, segment, anchors is not None)

    # First and last line are shown, and those next to the ends of the inner part.
    last = len(lines) - 1
    significant = {0, last}
    left = right = None
    if anchors:
        left_line, left_column, right_line, right_column = anchors
        # Columns of the segment's first line are relative to its start.
        left = left_line, _display_width(
            lines[left_line], left_column + (0 if left_line else start))
        right = right_line, _display_width(
            lines[right_line], right_column + (0 if right_line else start))
        significant.update(range(left_line - 1, left_line + 2))
        significant.update(range(right_line - 1, right_line + 2))
        significant -= {-1, len(lines)}
    first_column = _display_width(lines[0], start)
    end_column = _display_width(lines[-1], end)

    shown = []

    def show(number):
        line = lines[number]
        shown.append(line + "\n")
        if not show_carets:
            return
        margin = len(line) - len(line.lstrip())
        if number == 0:
            margin = max(margin, first_column)
        width = end_column if number == last else _display_width(line)
        carets = ' ' * min(margin, width)
        for column in range(margin, width):
            if anchors is None or left <= (number, column) < right:
                carets += '^'
            else:
                carets += '~'
        shown.append(carets + "\n")

    previous = -1
    for number in sorted(significant):
        skipped = number - previous - 1
        if skipped == 1:
            # A note would take as much room as the line itself.
            show(number - 1)
        elif skipped > 1:
            shown.append(f"...<{skipped} lines>...\n")
        show(number)
        previous = number
    return indent(dedent("".join(shown)), '    ', lambda line: True)


class _ExceptionPrintContext:
    """How deep inside exception groups the output is."""

    def __init__(self):
        self.seen = set()
        self.exception_group_depth = 0
        self.need_close = False

    def indent(self):
        return ' ' * (2 * self.exception_group_depth)

    def emit(self, text_gen, margin_char=None):
        prefix = self.indent()
        if self.exception_group_depth:
            prefix += (margin_char or '|') + ' '
        for text in [text_gen] if isinstance(text_gen, str) else text_gen:
            yield ''.join(prefix + line for line in text.splitlines(True))


class TracebackException:
    """All that is needed to print an exception, without any reference to it or its frames."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None,
                 lookup_lines=True, capture_locals=False, compact=False,
                 max_group_width=15, max_group_depth=10, save_exc_type=True, _seen=None):
        is_recursive_call = _seen is not None
        if _seen is None:
            _seen = set()
        _seen.add(id(exc_value))

        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = StackSummary._extract_from_extended_frame_gen(
            _walk_tb_with_full_positions(exc_traceback),
            limit=limit, lookup_lines=lookup_lines,
            capture_locals=capture_locals)
        self._exc_type = exc_type if save_exc_type else None
        self._str = _safe_string(exc_value, 'exception')
        try:
            self.__notes__ = getattr(exc_value, '__notes__', None)
        except Exception as e:
            self.__notes__ = [
                f"Ignored error getting __notes__: {_safe_string(e, '__notes__', repr)}"]

        self._is_syntax_error = False
        self._have_exc_type = exc_type is not None
        self.exc_type_qualname = exc_type.__qualname__ if self._have_exc_type else None
        self.exc_type_module = exc_type.__module__ if self._have_exc_type else None
        if exc_type and issubclass(exc_type, SyntaxError):
            self._is_syntax_error = True
            self.filename = exc_value.filename
            self.lineno = _text_or_none(exc_value.lineno)
            self.end_lineno = _text_or_none(exc_value.end_lineno)
            self.text = exc_value.text
            self.offset = exc_value.offset
            self.end_offset = exc_value.end_offset
            self.msg = exc_value.msg
        elif exc_type:
            self._str += _hint(exc_type, exc_value, exc_traceback)
        if lookup_lines:
            self._load_lines()
        self.__suppress_context__ = (
            exc_value.__suppress_context__ if exc_value is not None else False)

        if is_recursive_call:
            return
        # A queue, for chains may be longer than the stack is deep.
        options = dict(limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals,
                       max_group_width=max_group_width, max_group_depth=max_group_depth,
                       _seen=_seen)

        def related(exc):
            if exc is None or id(exc) in _seen:
                return None
            return TracebackException(type(exc), exc, exc.__traceback__, **options)

        queue = [(self, exc_value)]
        while queue:
            te, e = queue.pop()
            te.__cause__ = te.__context__ = te.exceptions = None
            if e is None:
                continue
            te.__cause__ = related(e.__cause__)
            if not compact or te.__cause__ is None and not e.__suppress_context__:
                te.__context__ = related(e.__context__)
            if isinstance(e, BaseExceptionGroup):
                te.exceptions = [
                    TracebackException(type(exc), exc, exc.__traceback__, **options)
                    for exc in e.exceptions]
            if te.__cause__:
                queue.append((te.__cause__, e.__cause__))
            if te.__context__:
                queue.append((te.__context__, e.__context__))
            if te.exceptions:
                queue.extend(zip(te.exceptions, e.exceptions))

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Make one from an exception object."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        import warnings
        warnings.warn('Deprecated in 3.13. Use exc_type_str instead.',
                      DeprecationWarning, stacklevel=2)
        return self._exc_type

    @property
    def exc_type_str(self):
        """The name of the exception's class, with its module unless it is a built-in."""
        if not self._have_exc_type:
            return None
        module = self.exc_type_module
        if module in ("__main__", "builtins"):
            return self.exc_type_qualname
        if not isinstance(module, str):
            module = "<unknown>"
        return module + '.' + self.exc_type_qualname

    def _load_lines(self):
        for frame in self.stack:
            frame.line

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """Generate the lines after the stack: type, message, notes; with show_group those of
        the exceptions of a group too, indented."""
        indent = 3 * _depth * ' '
        if not self._have_exc_type:
            yield indent + _format_final_exc_line(None, self._str)
            return

        stype = self.exc_type_str
        if self._is_syntax_error:
            for line in self._format_syntax_error(stype):
                yield indent + line
        elif _depth > 0:
            text = _format_final_exc_line(stype, self._str, insert_final_newline=False)
            for line in text.split('\n'):
                yield indent + line + '\n'
        else:
            yield _format_final_exc_line(stype, self._str)

        if _is_sequence_of_notes(self.__notes__):
            for note in self.__notes__:
                for line in _safe_string(note, 'note').split('\n'):
                    yield indent + line + '\n'
        elif self.__notes__ is not None:
            yield f"{indent}{_safe_string(self.__notes__, '__notes__', func=repr)}\n"

        if self.exceptions and show_group:
            for ex in self.exceptions:
                yield from ex.format_exception_only(show_group=show_group, _depth=_depth + 1)

    def _format_syntax_error(self, stype, **kwargs):
        filename_suffix = ''
        if self.lineno is not None:
            yield f'  File "{self.filename or "<string>"}", line {self.lineno}\n'
        elif self.filename is not None:
            filename_suffix = f' ({self.filename})'

        if isinstance(self.text, str):
            line = self.text.rstrip('\n')
            shown = line.lstrip(' \n\f')
            if self.offset is None:
                yield f'    {shown}\n'
            elif isinstance(self.offset, int):
                yield f'    {shown}\n'
                start, end = self._caret_columns(line)
                # From columns of the line counted from 1 to those of the text as shown.
                start -= 1 + len(line) - len(shown)
                end -= 1 + len(line) - len(shown)
                if start >= 0:
                    # Tabs and the like are kept, or the carets would not line up.
                    margin = ''.join(char if char.isspace() else ' ' for char in shown[:start])
                    yield f"    {margin}{'^' * (end - start)}\n"
        yield f'{stype}: {self.msg or "<no detail available>"}{filename_suffix}\n'

    def _caret_columns(self, line):
        start = self.offset
        if self.lineno != self.end_lineno:
            end = len(line) + 1
        elif isinstance(self.end_offset, int) and self.end_offset != 0:
            end = self.end_offset
        else:
            end = start
        if self.text and start > len(self.text):
            start = len(line) + 1
        if self.text and end > len(self.text):
            end = len(line) + 1
        if start >= end or end < 0:
            end = start + 1
        return start, end

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """Generate the text print_exception() prints, the message last."""
        if _ctx is None:
            _ctx = _ExceptionPrintContext()
        output = []
        exc = self
        while exc:
            message = following = None
            if chain and exc.__cause__ is not None:
                message, following = _cause_message, exc.__cause__
            elif chain and exc.__context__ is not None and not exc.__suppress_context__:
                message, following = _context_message, exc.__context__
            output.append((message, exc))
            exc = following

        for message, exc in reversed(output):
            if message is not None:
                yield from _ctx.emit(message)
            if exc.exceptions is None:
                if exc.stack:
                    yield from _ctx.emit('Traceback (most recent call last):\n')
                    yield from _ctx.emit(exc.stack.format())
                yield from _ctx.emit(exc.format_exception_only())
            elif _ctx.exception_group_depth > self.max_group_depth:
                yield from _ctx.emit(
                    f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from self._format_group(exc, chain, _ctx)

    def _format_group(self, exc, chain, _ctx):
        is_toplevel = _ctx.exception_group_depth == 0
        if is_toplevel:
            _ctx.exception_group_depth += 1
        if exc.stack:
            yield from _ctx.emit(
                'Exception Group Traceback (most recent call last):\n',
                margin_char='+' if is_toplevel else None)
            yield from _ctx.emit(exc.stack.format())
        yield from _ctx.emit(exc.format_exception_only())

        remaining = len(exc.exceptions) - self.max_group_width
        # One more part than fits tells how many are left out.
        parts = list(exc.exceptions[:self.max_group_width])
        if remaining > 0:
            parts.append(None)
        _ctx.need_close = False
        for index, part in enumerate(parts):
            is_last = index == len(parts) - 1
            if is_last:
                # A group inside the last part may draw the closing line already.
                _ctx.need_close = True
            title = '...' if part is None else index + 1
            corner = '  ' if index else '+-'
            yield f'{_ctx.indent()}{corner}+---------------- {title} ----------------\n'
            _ctx.exception_group_depth += 1
            if part is None:
                plural = 's' if remaining > 1 else ''
                yield from _ctx.emit(f"and {remaining} more exception{plural}\n")
            else:
                yield from part.format(chain=chain, _ctx=_ctx)
            if is_last and _ctx.need_close:
                yield _ctx.indent() + "+------------------------------------\n"
                _ctx.need_close = False
            _ctx.exception_group_depth -= 1

        if is_toplevel:
            assert _ctx.exception_group_depth == 1
            _ctx.exception_group_depth = 0

    def print(self, *, file=None, chain=True, **kwargs):
        """Print what format() generates."""
        if file is None:
            file = sys.stderr
        for line in self.format(chain=chain):
            print(line, file=file, end="")


def _text_or_none(number):
    return None if number is None else str(number)


def _is_sequence_of_notes(notes):
    if isinstance(notes, (list, tuple)):
        return True
    if notes is None or isinstance(notes, (str, bytes)):
        return False
    from _collections_abc import Sequence
    return isinstance(notes, Sequence)


def _hint(exc_type, exc_value, tb):
    # What is added to the message of an error in a name: "Did you mean", "forget to import".
    if issubclass(exc_type, ImportError):
        wrong_name = getattr(exc_value, "name_from", None)
    elif issubclass(exc_type, (NameError, AttributeError)):
        wrong_name = getattr(exc_value, "name", None)
    else:
        return ""
    if wrong_name is None:
        return ""
    import _traceback_suggestions
    suggestion = _traceback_suggestions.for_exception(exc_value, tb, wrong_name)
    hint = f". Did you mean: '{suggestion}'?" if suggestion else ""
    if issubclass(exc_type, NameError) and wrong_name in sys.stdlib_module_names:
        hint += " Or did" if suggestion else ". Did"
        hint += f" you forget to import '{wrong_name}'?"
    return hint
