"""`open`, `FileIO`: arguments, descriptors, openers, finalizers, warnings."""
import gc
import io
import os
import warnings

gc.disable()
path = '_io_open.tmp'


def show(label, function, *arguments, **keywords):
    try:
        print(label, repr(function(*arguments, **keywords)).replace(path, 'PATH'))
    except Exception as error:
        print(label, type(error).__module__, type(error).__name__, str(error).replace(path, 'PATH'))


show('missing', open, path)
show('write', lambda: open(path, 'w').write('text\n'))
for mode in ('q', 'rw', 'r+w', 'rr', '', 'b', 'tb', 'U', 'rU', 'r++', 'wb', 'x'):
    show(f'mode {mode!r}', lambda: open(path, mode).close())
show('encoding', open, path, 'rb', encoding='utf-8')
show('errors', open, path, 'rb', errors='strict')
show('newline', open, path, 'rb', newline='')
show('unbuffered', open, path, 'w', 0)
show('types', open, path, 1)
show('types', open, path, encoding=1)
show('types', open, path, buffering='x')
show('types', open, 1.5)
show('types', open, None)
show('nul', open, 'a\0b')
show('folder', open, '/')
show('closefd', open, path, closefd=False)
show('negative', open, -1)
show('no descriptor', open, 9999)
show('unknown', open, path, encoding='no such')
for arguments in (('r',), ('rb',), ('rb', 0), ('r+b',), ('wb',), ('a',), ('w+',), ('ab', 0)):
    with open(path, *arguments) as file:
        show('file', lambda: file)
        show('mode', lambda: (file.mode, type(file).__name__, file.name == path))
with open(path, 'wb') as file:
    file.write(b'0123456789')
raw = open(path, 'rb', buffering=0)
show('raw', lambda: (raw.read(3), raw.tell(), raw.seek(-2, 2), raw.readall(), raw.read(), raw.seekable()))
show('raw', raw.write, b'x')
show('raw', raw.truncate, 3)
show('raw', lambda: (raw.readable(), raw.writable(), raw.isatty(), raw.closefd, raw.mode))
target = bytearray(4)
show('readinto', lambda: (raw.seek(0), raw.readinto(target), bytes(target)))
show('readinto', raw.readinto, b'x')
raw.close()
for name in ('read', 'readall', 'fileno', 'tell', 'readable', 'seekable', 'isatty', '__enter__'):
    show(name, getattr(raw, name))
show('repr', lambda: raw)
show('FileIO', io.FileIO, path, 'q')
show('FileIO', io.FileIO, path, 'r+w')
show('pickle', io.FileIO(path).__getstate__)
show('pickle', open(path).__getstate__)


def opener(name, flags):
    print('opener', name == path, flags & 3)
    return real


real = open(path, 'rb').detach()
number = real.fileno()
real, keeper = number, real
show('opener', lambda: open(path, opener=opener, closefd=True).read(2))
real = -5
show('opener', open, path, opener=opener)
real = 'x'
show('opener', open, path, opener=opener)

# A descriptor that somebody else owns.
owner = open(path, 'rb')
other = open(owner.fileno(), 'rb', closefd=False)
show('shared', lambda: (owner.read(2), other.read(2), other.name == owner.fileno()))
other.close()
show('owner', lambda: (owner.closed, len(os.listdir('/proc/self/fd')) > 0))
owner.close()

# What a finalizer does.
warnings.simplefilter('always')
warnings.showwarning = lambda message, category, *rest: print(category.__name__, str(message).replace(path, 'PATH'))


def unclosed(*arguments):
    open(path, *arguments)


unclosed()
unclosed('rb')
unclosed('rb', 0)
file = open(path, 'w')
file.write('written by the finalizer')
del file
show('contents', lambda: open(path).read())


class Loud(io.FileIO):
    def close(self):
        print('close', self._finalizing, self.closed)
        super().close()


Loud(path)
file = Loud(path)
file.self = file
del file
print('collected', gc.collect())


class Broken(io.RawIOBase):
    def close(self):
        raise ValueError('broken')


import sys
sys.unraisablehook = lambda hook: print('unraisable', type(hook.exc_value).__name__, hook.exc_value)
Broken()
show('referents', lambda: [type(o).__name__ for o in gc.get_referents(open(path))])
show('referents', lambda: [type(o).__name__ for o in gc.get_referents(open(path, 'rb'))])
show('tracked', lambda: [gc.is_tracked(o) for o in (io.StringIO(), io.BytesIO(), io.FileIO(path))])
os.remove(path)
