"""Lines of source files, cached: tracebacks ask for the same few over and over."""

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

import posix
import sys

# File name -> (size, mtime, lines, full path), mtime None if the text is from a loader; or
# -> (get_source function,) for a module whose source nobody has asked for yet.
cache = {}
_interactive_cache = {}


def clearcache():
    """Forget everything."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """Line lineno of a file, counted from 1, or '' for any kind of failure."""
    lines = getlines(filename, module_globals)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ''


def getlines(filename, module_globals=None):
    """All lines of a file, or [] for any kind of failure."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Forget what has changed on disk: one file, or all."""
    names = list(cache) if filename is None else [filename]
    for name in names:
        entry = cache.get(name)
        if entry is None or len(entry) == 1:
            continue
        size, mtime, lines, fullname = entry
        if mtime is None:
            # The text came from a loader; there is nothing to compare with.
            continue
        try:
            found = posix.stat(fullname)
        except (OSError, ValueError):
            cache.pop(name, None)
            continue
        if size != found.st_size or mtime != found.st_mtime:
            cache.pop(name, None)


def updatecache(filename, module_globals=None):
    """Read a file anew and return its lines, or [] for any kind of failure."""
    if filename in cache and len(cache[filename]) != 1:
        cache.pop(filename, None)
    if _source_unavailable(filename):
        return []

    fullname = filename
    try:
        found = posix.stat(fullname)
    except OSError:
        # Not a file: perhaps a module whose loader knows the text.
        if lazycache(filename, module_globals):
            try:
                text = cache[filename][0]()
            except (ImportError, OSError):
                pass
            else:
                if text is None:
                    return []
                cache[filename] = (len(text), None,
                                   [line + '\n' for line in text.splitlines()], fullname)
                return cache[filename][2]
        if filename.startswith('/'):
            return []
        for directory in sys.path:
            try:
                # An empty entry is the current directory.
                fullname = f"{directory.rstrip('/')}/{filename}" if directory else filename
                found = posix.stat(fullname)
                break
            except (TypeError, AttributeError, OSError):
                pass
        else:
            return []
    except ValueError:
        return []
    try:
        lines = _read_source(fullname)
    except (OSError, UnicodeDecodeError, SyntaxError, LookupError):
        return []
    if not lines:
        lines = ['\n']
    elif not lines[-1].endswith('\n'):
        lines[-1] += '\n'
    cache[filename] = found.st_size, found.st_mtime, lines, fullname
    return lines


def _source_unavailable(filename):
    return not filename or filename.startswith('<') and filename.endswith('>')


def _read_source(path):
    with open(path, 'rb') as file:
        data = file.read()
    encoding = 'utf-8'
    if data.startswith(b'\xef\xbb\xbf'):
        data = data[3:]
    else:
        encoding = _declared_encoding(data) or encoding
    text = data.decode(encoding).replace('\r\n', '\n').replace('\r', '\n')
    # str.splitlines() would also split at form feeds and the like.
    lines = text.split('\n')
    last = lines.pop()
    lines = [line + '\n' for line in lines]
    if last:
        lines.append(last)
    return lines


def _declared_encoding(data):
    # The encoding named by a comment in the first two lines (PEP 263), or None.
    for line in data.split(b'\n', 2)[:2]:
        content = line.strip(b' \t\x0c\r')
        if not content.startswith(b'#'):
            if content:
                return None
            continue
        at = content.find(b'coding')
        if at < 0 or content[at + 6:at + 7] not in (b':', b'='):
            continue
        name = content[at + 7:].strip(b' \t')
        end = 0
        while end < len(name) and (name[end:end + 1].isalnum() or name[end] in b'-_.'):
            end += 1
        if end:
            return name[:end].decode('ascii')
    return None


def lazycache(filename, module_globals):
    """Note where the source of a module would come from, without getting it yet.

    Answers whether getlines() will find the loader there.
    """
    if filename in cache:
        return len(cache[filename]) == 1
    if not filename or filename.startswith('<') and filename.endswith('>'):
        return False
    if module_globals and '__name__' in module_globals:
        spec = module_globals.get('__spec__')
        name = getattr(spec, 'name', None) or module_globals['__name__']
        loader = getattr(spec, 'loader', None) or module_globals.get('__loader__')
        get_source = getattr(loader, 'get_source', None)
        if name and get_source:
            def get_lines(name=name, *args, **kwargs):
                return get_source(name, *args, **kwargs)
            cache[filename] = (get_lines,)
            return True
    return False


def _code_key(code):
    return (code.co_name, code.co_filename, code.co_firstlineno)


def _register_code(code, string, name):
    # Remembers interactive source text, for the code object and all those nested in it.
    lines = (len(string), None, [line + '\n' for line in string.splitlines()], name)
    stack = [code]
    while stack:
        code = stack.pop()
        for const in code.co_consts:
            if isinstance(const, type(code)):
                stack.append(const)
        _interactive_cache[_code_key(code)] = lines


def _getline_from_code(code, lineno):
    entry = _interactive_cache.get(_code_key(code))
    lines = entry[2] if entry else []
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''
