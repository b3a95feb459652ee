"""The operating system: files, directories, environment, process."""

__all__ = ["altsep", "curdir", "pardir", "sep", "pathsep", "linesep", "defpath", "name",
           "path", "devnull", "extsep", "error", "environ", "environb", "getenv", "fspath",
           "fsencode", "fsdecode", "PathLike", "SEEK_SET", "SEEK_CUR", "SEEK_END",
           "getcwd", "getcwdb", "getpid", "stat", "lstat", "listdir", "mkdir", "makedirs",
           "rmdir", "remove", "unlink", "rename", "replace", "chdir", "readlink", "putenv",
           "stat_result", "terminal_size",
           "unsetenv", "walk", "_exit"]

import sys

import posixpath as path
from posix import (_exit, chdir, getcwd, getcwdb, getpid, listdir, lstat, mkdir, putenv,
                   readlink, remove, rename, replace, rmdir, stat, stat_result, terminal_size,
                   unlink, unsetenv, urandom)
from posixpath import (altsep, curdir, defpath, devnull, extsep, fspath, pardir, pathsep,
                       sep)

sys.modules['os.path'] = path

name = 'posix'
linesep = '\n'
error = OSError
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2

_later = ('environ', 'environb', 'PathLike')


def __getattr__(attribute):
    # These are abstract-base-class instances, loaded when first asked for.
    if attribute not in _later:
        raise AttributeError(f"module {__name__!r} has no attribute {attribute!r}")
    import _os_environ
    value = globals()[attribute] = getattr(_os_environ, attribute)
    return value


def fsencode(filename):
    """A path as bytes."""
    filename = fspath(filename)
    if isinstance(filename, str):
        return filename.encode('utf-8', 'surrogateescape')
    return filename


def fsdecode(filename):
    """A path as str; bytes that are not UTF-8 become lone surrogates."""
    filename = fspath(filename)
    if isinstance(filename, bytes):
        return filename.decode('utf-8', 'surrogateescape')
    return filename


def getenv(key, default=None):
    """The value of an environment variable."""
    return __getattr__('environ').get(key, default)


def makedirs(name, mode=0o777, exist_ok=False):
    """Make a directory and those above it."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            # Somebody else was faster.
            pass
        if tail == (b'.' if isinstance(tail, bytes) else '.'):
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Generate (directory, directories in it, files in it) for a tree.

    Going top down, removing directories from the list keeps the walk out of them.
    """
    # Either a directory to read or, going bottom up, a finished triple to hand out.
    stack = [fspath(top)]
    while stack:
        top = stack.pop()
        if isinstance(top, tuple):
            yield top
            continue
        try:
            names = listdir(top)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        dirs, files = [], []
        for entry in names:
            (dirs if path.isdir(path.join(top, entry)) else files).append(entry)
        if topdown:
            yield top, dirs, files
        else:
            stack.append((top, dirs, files))
        for entry in reversed(dirs):
            below = path.join(top, entry)
            if followlinks or not path.islink(below):
                stack.append(below)
