"""Character classes, templates and custom string formatting."""

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords",
           "digits", "hexdigits", "octdigits", "printable", "punctuation",
           "whitespace", "Formatter", "Template"]

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = ascii_lowercase.upper()
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = digits[:8]
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalize each word; without sep runs of white space become one blank."""
    return (sep or ' ').join(map(str.capitalize, s.split(sep)))


_sentinel_dict = {}
_identifier_start = ascii_letters + '_'
_identifier_part = _identifier_start + digits


class Template:
    """A string with $name and ${name} placeholders; $$ stands for $.

    A subclass may set another delimiter. The attributes that are regular expressions are not
    supported.
    """

    delimiter = '$'

    def __init_subclass__(cls):
        super().__init_subclass__()
        for name in ('pattern', 'idpattern', 'braceidpattern', 'flags'):
            if name in cls.__dict__:
                raise NotImplementedError(
                    f"string.Template: {name} needs regular expressions, "
                    "which are not available yet")

    def __init__(self, template):
        self.template = template

    def _parts(self):
        # Generates (kind, start, end, name); the kinds are "text", "escaped", "named" and
        # "invalid".
        template, delimiter = self.template, self.delimiter
        if not isinstance(template, str):
            kind = type(template).__name__
            raise TypeError(f"expected string or bytes-like object, got {kind!r}")
        start = 0
        while True:
            at = template.find(delimiter, start)
            if at < 0:
                yield "text", start, len(template), None
                return
            yield "text", start, at, None
            name_at = at + len(delimiter)
            if template.startswith(delimiter, name_at):
                start = name_at + len(delimiter)
                yield "escaped", at, start, None
                continue
            braced = template.startswith('{', name_at)
            if braced:
                name_at += 1
            end = name_at
            allowed = _identifier_start
            while end < len(template) and template[end] in allowed:
                end += 1
                allowed = _identifier_part
            name = template[name_at:end]
            if braced and template.startswith('}', end):
                end += 1
            elif braced:
                name = ''
            if name:
                yield "named", at, end, name
                start = end
            else:
                start = at + len(delimiter)
                yield "invalid", at, start, None

    def _invalid(self, at):
        lines = self.template[:at].splitlines(keepends=True)
        if not lines:
            lineno = colno = 1
        else:
            lineno = len(lines)
            colno = at - len(''.join(lines[:-1]))
        raise ValueError(f'Invalid placeholder in string: line {lineno}, col {colno}')

    def _mapping(self, mapping, kws):
        if mapping is _sentinel_dict:
            return kws
        if kws:
            from collections import ChainMap
            return ChainMap(kws, mapping)
        return mapping

    def substitute(self, mapping=_sentinel_dict, /, **kws):
        """The text with all placeholders replaced; KeyError for a name that is missing."""
        mapping = self._mapping(mapping, kws)
        pieces = []
        for kind, start, end, name in self._parts():
            if kind == "text":
                pieces.append(self.template[start:end])
            elif kind == "escaped":
                pieces.append(self.delimiter)
            elif kind == "named":
                pieces.append(str(mapping[name]))
            else:
                # The column counts the characters up to and with the delimiter.
                self._invalid(end)
        return ''.join(pieces)

    def safe_substitute(self, mapping=_sentinel_dict, /, **kws):
        """Like substitute(), but what cannot be replaced stays as it is."""
        mapping = self._mapping(mapping, kws)
        pieces = []
        for kind, start, end, name in self._parts():
            piece = self.template[start:end]
            if kind == "escaped":
                piece = self.delimiter
            elif kind == "named":
                try:
                    piece = str(mapping[name])
                except KeyError:
                    pass
            pieces.append(piece)
        return ''.join(pieces)

    def is_valid(self):
        """Whether substitute() would raise no ValueError."""
        return all(kind != "invalid" for kind, start, end, name in self._parts())

    def get_identifiers(self):
        """The names of the placeholders, each once, in order."""
        names = {}
        for kind, start, end, name in self._parts():
            if kind == "named":
                names[name] = None
        return list(names)


class Formatter:
    """str.format() in steps that a subclass can replace."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth,
                 auto_arg_index=0):
        # auto_arg_index is the next automatic number, False once fields were numbered.
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        result = []
        for literal_text, field_name, format_spec, conversion in self.parse(format_string):
            if literal_text:
                result.append(literal_text)
            if field_name is None:
                continue
            if field_name == '':
                if auto_arg_index is False:
                    raise ValueError('cannot switch from manual field '
                                     'specification to automatic field '
                                     'numbering')
                field_name = str(auto_arg_index)
                auto_arg_index += 1
            elif field_name.isdigit():
                if auto_arg_index:
                    raise ValueError('cannot switch from manual field '
                                     'specification to automatic field '
                                     'numbering')
                auto_arg_index = False
            obj, arg_used = self.get_field(field_name, args, kwargs)
            used_args.add(arg_used)
            obj = self.convert_field(obj, conversion)
            # A format specification may contain fields itself.
            format_spec, auto_arg_index = self._vformat(
                format_spec, args, kwargs, used_args, recursion_depth - 1,
                auto_arg_index=auto_arg_index)
            result.append(self.format_field(obj, format_spec))
        return ''.join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        """The argument of a number or name."""
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        """Called with the set of arguments used; may raise."""

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        """Apply !s, !r or !a."""
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        """Iterator over (literal text, field name, format specification, conversion)."""
        import _string
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        """The object a field such as "0.name" or "lookup[3]" means, and its argument."""
        import _string
        first, rest = _string.formatter_field_name_split(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            obj = getattr(obj, name) if is_attribute else obj[name]
        return obj, first
