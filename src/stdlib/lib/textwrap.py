"""Wrapping and indenting of plain text."""

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

_whitespace = '\t\n\x0b\x0c\r '


def dedent(text):
    """Remove the white space that all lines have in common at their start.

    Lines of white space only become empty and do not count.
    """
    try:
        lines = text.split('\n')
    except (AttributeError, TypeError):
        raise TypeError(f'expected str object, not {type(text).__qualname__!r}') from None
    margin = None
    for index, line in enumerate(lines):
        content = line.lstrip(' \t')
        if not content or content.isspace() and content.strip(_whitespace) == '':
            lines[index] = ''
            continue
        indentation = line[:len(line) - len(content)]
        if margin is None:
            margin = indentation
        elif not indentation.startswith(margin):
            common = 0
            for one, other in zip(margin, indentation):
                if one != other:
                    break
                common += 1
            margin = margin[:common]
    if margin:
        lines = [line[len(margin):] for line in lines]
    return '\n'.join(lines)


def indent(text, prefix, predicate=None):
    """Put prefix in front of every line, or of those the predicate accepts.

    Without a predicate, lines of white space only are left alone.
    """
    if predicate is None:
        def predicate(line):
            return line.strip()
    return ''.join(prefix + line if predicate(line) else line
                   for line in text.splitlines(True))


def _is_word(char):
    return char.isalnum() or char == '_'


class TextWrapper:
    """Wraps paragraphs; the attributes are the keyword arguments of the constructor."""

    unicode_whitespace_trans = dict.fromkeys(map(ord, _whitespace), ord(' '))

    def __init__(self, width=70, initial_indent="", subsequent_indent="",
                 expand_tabs=True, replace_whitespace=True, fix_sentence_endings=False,
                 break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=' [...]'):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(self.unicode_whitespace_trans)
        return text

    def _split(self, text):
        # Chunks that a line may end after: runs of white space, and words, these also after
        # a hyphen between letters and around a dash.
        chunks = []
        start = 0
        while start < len(text):
            end = start
            space = text[start] in _whitespace
            while end < len(text) and (text[end] in _whitespace) == space:
                end += 1
            run = text[start:end]
            if space or not self.break_on_hyphens:
                chunks.append(run)
            else:
                chunks += _split_word(run)
            start = end
        return chunks

    def _fix_sentence_endings(self, chunks):
        index = 0
        while index < len(chunks) - 1:
            if chunks[index + 1] == " " and _ends_sentence(chunks[index]):
                chunks[index + 1] = "  "
                index += 2
            else:
                index += 1

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        # A chunk wider than any line: cut it, or give it a line of its own.
        space_left = 1 if width < 1 else width - cur_len
        if self.break_long_words and space_left > 0:
            end = space_left
            chunk = reversed_chunks[-1]
            if self.break_on_hyphens and len(chunk) > space_left:
                hyphen = chunk.rfind('-', 0, space_left)
                if hyphen > 0 and any(char != '-' for char in chunk[:hyphen]):
                    end = hyphen + 1
            cur_line.append(chunk[:end])
            reversed_chunks[-1] = chunk[end:]
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _wrap_chunks(self, chunks):
        lines = []
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            last_indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(last_indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        # From the end, so that taking the next one is cheap.
        chunks.reverse()
        while chunks:
            indentation = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indentation)
            if self.drop_whitespace and chunks[-1].strip() == '' and lines:
                del chunks[-1]
            line, length = [], 0
            while chunks and length + len(chunks[-1]) <= width:
                length += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._handle_long_word(chunks, line, length, width)
                length = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == '':
                length -= len(line[-1])
                del line[-1]
            if not line:
                continue
            rest_fits = (not chunks or self.drop_whitespace and len(chunks) == 1
                         and not chunks[0].strip()) and length <= width
            if self.max_lines is None or len(lines) + 1 < self.max_lines or rest_fits:
                lines.append(indentation + ''.join(line))
                continue
            self._end_with_placeholder(lines, line, length, width, indentation)
            break
        return lines

    def _end_with_placeholder(self, lines, line, length, width, indentation):
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                line.append(self.placeholder)
                lines.append(indentation + ''.join(line))
                return
            length -= len(line[-1])
            del line[-1]
        if lines:
            last = lines[-1].rstrip()
            if len(last) + len(self.placeholder) <= self.width:
                lines[-1] = last + self.placeholder
                return
        lines.append(indentation + self.placeholder.lstrip())

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def wrap(self, text):
        """The lines of the wrapped text, without line ends."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """The wrapped text as one string."""
        return "\n".join(self.wrap(text))


def _ends_sentence(chunk):
    # A lower-case letter, the stop, perhaps a quote.
    if chunk[-1:] in ('"', "'"):
        chunk = chunk[:-1]
    return len(chunk) > 1 and chunk[-1] in '.!?' and chunk[-2].islower()


def _is_letter(char):
    return char.isalnum() and not char.isdigit() or char == '_'


def _split_word(word):
    # Cuts after a hyphen that joins two words of letters, and around a dash of two or more
    # hyphens between words.
    pieces = []
    start = index = 0
    count = len(word)
    while index < count:
        if word[index] != '-':
            index += 1
            continue
        end = index
        while end < count and word[end] == '-':
            end += 1
        before = word[start:index]
        if end - index >= 2:
            joined = index > 0 and (_is_word(word[index - 1]) or word[index - 1] in '!"\'&.,?')
            if joined and end < count and _is_word(word[end]):
                if before:
                    pieces.append(before)
                pieces.append(word[index:end])
                start = end
        elif (index >= 2 and end + 1 < count and _is_letter(word[end])
                and (_is_letter(word[end + 1]) or word[end + 1] == '-')
                and _is_letter(word[index - 1])
                and (_is_letter(word[index - 2]) or word[index - 2] == '-')):
            pieces.append(word[start:end])
            start = end
        index = end
    if start < count:
        pieces.append(word[start:])
    return pieces


def wrap(text, width=70, **kwargs):
    """The lines of one wrapped paragraph."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """One wrapped paragraph as a string."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """The text in one line of at most width characters, with white space collapsed."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))
