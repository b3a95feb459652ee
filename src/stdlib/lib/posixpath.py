"""Path names with slashes; os.path is this module.

Every function takes str, bytes or an object with __fspath__, and answers the same kind.
"""

__all__ = ["normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext",
           "basename", "dirname", "commonprefix", "getsize", "getmtime",
           "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile",
           "expanduser", "expandvars", "normpath", "abspath", "ALLOW_MISSING",
           "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep",
           "devnull", "realpath", "relpath", "commonpath", "samefile", "samestat"]

import posix

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'

# File types in st_mode.
_S_IFMT = 0o170000
_S_IFDIR = 0o040000
_S_IFREG = 0o100000
_S_IFLNK = 0o120000


def fspath(path):
    """The str or bytes a path-like object stands for."""
    if isinstance(path, (str, bytes)):
        return path
    cls = type(path)
    method = getattr(cls, '__fspath__', None)
    if method is None:
        raise TypeError("expected str, bytes or os.PathLike object, "
                        f"not {cls.__name__}")
    result = method(path)
    if isinstance(result, (str, bytes)):
        return result
    raise TypeError(f"expected {cls.__name__}.__fspath__() to return str or bytes, "
                    f"not {type(result).__name__}")


def _check_types(function, *args):
    # The reason why paths do not go together, as a TypeError.
    kinds = set()
    for arg in args:
        if not isinstance(arg, (str, bytes)):
            raise TypeError(f'{function}() argument must be str, bytes, or '
                            f'os.PathLike object, not {arg.__class__.__name__!r}') from None
        kinds.add(isinstance(arg, str))
    if len(kinds) == 2:
        raise TypeError("Can't mix strings and bytes in path components") from None


def _slash(path):
    return b'/' if isinstance(path, bytes) else '/'


def normcase(s):
    """The path itself: case counts here."""
    return fspath(s)


def isabs(s):
    """Whether a path starts at the root."""
    s = fspath(s)
    return s.startswith(_slash(s))


def join(a, *p):
    """Join parts with slashes; an absolute part discards what comes before it."""
    a = fspath(a)
    slash = _slash(a)
    path = a
    try:
        for part in p:
            part = fspath(part)
            if part.startswith(slash) or not path:
                path = part
            elif path.endswith(slash):
                path += part
            else:
                path += slash + part
    except (TypeError, AttributeError):
        _check_types('join', a, *p)
        raise
    return path


def split(p):
    """(what is before the last slash, what is after it)."""
    p = fspath(p)
    slash = _slash(p)
    at = p.rfind(slash) + 1
    head, tail = p[:at], p[at:]
    # Slashes at the end of the head go, unless they are the root.
    return head.rstrip(slash) or head, tail


def basename(p):
    """What is after the last slash."""
    p = fspath(p)
    return p[p.rfind(_slash(p)) + 1:]


def dirname(p):
    """What is before the last slash."""
    return split(p)[0]


def splitext(p):
    """(path without extension, extension with its dot); leading dots are no extension."""
    p = fspath(p)
    dot = b'.' if isinstance(p, bytes) else '.'
    start = p.rfind(_slash(p)) + 1
    at = p.rfind(dot)
    if at > start and p[start:at].strip(dot):
        return p[:at], p[at:]
    return p, p[:0]


def splitdrive(p):
    """(empty, path): there are no drives here."""
    p = fspath(p)
    return p[:0], p


def splitroot(p):
    """(empty, root, rest): two leading slashes, exactly, are a root of their own."""
    p = fspath(p)
    slash = _slash(p)
    rest = p.lstrip(slash)
    count = len(p) - len(rest)
    root = 2 if count == 2 else min(count, 1)
    return p[:0], p[:root], p[root:]


def _stat(path, function=posix.stat):
    try:
        return function(path)
    except (OSError, ValueError):
        return None


def exists(path):
    """Whether there is a file; a broken link is none."""
    return _stat(path) is not None


def lexists(path):
    """Whether there is a file or link."""
    return _stat(path, posix.lstat) is not None


def _has_type(found, kind):
    return found is not None and found.st_mode & _S_IFMT == kind


def isdir(s):
    """Whether this is, or links to, a directory."""
    return _has_type(_stat(s), _S_IFDIR)


def isfile(path):
    """Whether this is, or links to, a regular file."""
    return _has_type(_stat(path), _S_IFREG)


def islink(path):
    """Whether this is a symbolic link."""
    return _has_type(_stat(path, posix.lstat), _S_IFLNK)


def getsize(filename):
    """The size of a file in bytes."""
    return posix.stat(filename).st_size


def getmtime(filename):
    """When the contents were changed last, in seconds since the epoch."""
    return posix.stat(filename).st_mtime


def getatime(filename):
    """When the file was read last."""
    return posix.stat(filename).st_atime


def getctime(filename):
    """When the file or what is known about it was changed last."""
    return posix.stat(filename).st_ctime


def samestat(s1, s2):
    """Whether two stat results are of the same file."""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    """Whether two paths lead to the same file."""
    return samestat(posix.stat(f1), posix.stat(f2))


def expanduser(path):
    """Replace a leading ~ by the home directory, if HOME is set."""
    path = fspath(path)
    tilde = b'~' if isinstance(path, bytes) else '~'
    if path != tilde and not path.startswith(tilde + _slash(path)):
        return path
    home = posix.environ.get(b'HOME')
    if home is None:
        return path
    if isinstance(path, str):
        home = home.decode('utf-8', 'surrogateescape')
    slash = _slash(path)
    return home.rstrip(slash) + path[1:] or slash


def expandvars(path):
    """Replace $name and ${name} by environment variables; unknown ones stay."""
    path = fspath(path)
    is_bytes = isinstance(path, bytes)
    text = path.decode('utf-8', 'surrogateescape') if is_bytes else path
    pieces = []
    start = 0
    while True:
        at = text.find('$', start)
        if at < 0:
            break
        end = at + 1
        if text.startswith('{', end):
            end = text.find('}', end) + 1
            name = text[at + 2:end - 1]
        else:
            while end < len(text) and text[end].isascii() and (
                    text[end].isalnum() or text[end] == '_'):
                end += 1
            name = text[at + 1:end]
        value = None
        if end > at + 1 and name:
            value = posix.environ.get(name.encode('utf-8', 'surrogateescape'))
        if value is None:
            end = at + 1
            pieces.append(text[start:end])
        else:
            pieces.append(text[start:at] + value.decode('utf-8', 'surrogateescape'))
        start = end
    text = ''.join(pieces) + text[start:]
    return text.encode('utf-8', 'surrogateescape') if is_bytes else text


def normpath(path):
    """Remove double slashes, `.` and, as far as possible, `..`, by the text alone."""
    path = fspath(path)
    if isinstance(path, bytes):
        slash, dot, dotdot = b'/', b'.', b'..'
    else:
        slash, dot, dotdot = '/', '.', '..'
    if not path:
        return dot
    empty, root, rest = splitroot(path)
    parts = []
    for part in rest.split(slash):
        if not part or part == dot:
            continue
        if part != dotdot or not root and (not parts or parts[-1] == dotdot):
            parts.append(part)
        elif parts:
            parts.pop()
    return root + slash.join(parts) or dot


def abspath(path):
    """The normalized path from the root."""
    path = fspath(path)
    if not isabs(path):
        cwd = posix.getcwdb() if isinstance(path, bytes) else posix.getcwd()
        path = join(cwd, path)
    return normpath(path)


class _AllowMissing:
    def __repr__(self):
        return 'os.path.ALLOW_MISSING'

    def __reduce__(self):
        return 'ALLOW_MISSING'


ALLOW_MISSING = _AllowMissing()


def realpath(filename, *, strict=False):
    """The path from the root without symbolic links.

    strict demands that all of it exists; ALLOW_MISSING allows just that files are missing.
    """
    filename = fspath(filename)
    if strict is ALLOW_MISSING:
        ignored = FileNotFoundError
    else:
        ignored = () if strict else OSError
    if isinstance(filename, bytes):
        slash, dot, dotdot, path = b'/', b'.', b'..', posix.getcwdb()
    else:
        slash, dot, dotdot, path = '/', '.', '..', posix.getcwd()
    # What is still to be walked, next part last. None, link marks the end of a link's text.
    todo = filename.split(slash)[::-1]
    remaining = len(todo)
    if filename.startswith(slash):
        path = slash
    seen = {}
    while todo:
        part = todo.pop()
        if part is None:
            seen[todo.pop()] = path
            continue
        remaining -= 1
        if not part or part == dot:
            continue
        if part == dotdot:
            path = dirname(path)
            continue
        here = path + part if path == slash else path + slash + part
        try:
            found = posix.lstat(here)
            if not _has_type(found, _S_IFLNK):
                if strict and remaining and not _has_type(found, _S_IFDIR):
                    raise OSError(20, 'Not a directory', here)
                path = here
                continue
            if here in seen and seen[here] is None:
                # A link that leads back to itself.
                if strict:
                    posix.stat(here)
                path = here
                continue
            if here in seen:
                path = seen[here]
                continue
            target = posix.readlink(here)
        except ignored:
            path = here
            continue
        seen[here] = None
        if target.startswith(slash):
            path = slash
        parts = target.split(slash)[::-1]
        todo += [here, None, *parts]
        remaining += len(parts)
    return path


def relpath(path, start=None):
    """The way to path from start, by default the current directory."""
    path = fspath(path)
    if not path:
        raise ValueError("no path specified")
    if isinstance(path, bytes):
        slash, dot, dotdot = b'/', b'.', b'..'
    else:
        slash, dot, dotdot = '/', '.', '..'
    start = dot if start is None else fspath(start)
    try:
        here = [part for part in abspath(start).split(slash) if part]
        there = [part for part in abspath(path).split(slash) if part]
        common = len(commonprefix([here, there]))
        return slash.join([dotdot] * (len(here) - common) + there[common:]) or dot
    except (TypeError, AttributeError):
        _check_types('relpath', path, start)
        raise


def commonprefix(m):
    """The longest start, character by character, that all have in common."""
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(fspath, m))
    # What the first and the last in order share, all in between share too.
    low, high = min(m), max(m)
    for index, item in enumerate(low):
        if item != high[index]:
            return low[:index]
    return low


def commonpath(paths):
    """The longest path that all are below."""
    paths = tuple(map(fspath, paths))
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    slash, dot = (b'/', b'.') if isinstance(paths[0], bytes) else ('/', '.')
    try:
        absolute = {path.startswith(slash) for path in paths}
        split_paths = [[part for part in path.split(slash) if part and part != dot]
                       for path in paths]
    except (TypeError, AttributeError):
        _check_types('commonpath', *paths)
        raise
    if len(absolute) == 2:
        raise ValueError("Can't mix absolute and relative paths") from None
    root = slash if absolute.pop() else slash[:0]
    return root + slash.join(commonprefix(split_paths))
