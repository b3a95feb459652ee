"""The codec registry: search functions, error handlers, and what a failed conversion says."""
import codecs


def show(label, function, *arguments):
    try:
        print(label, repr(function(*arguments)))
    except Exception as error:
        print(label, type(error).__name__, error, getattr(error, '__notes__', ''))


# Encodings of the library that are not text.
show('rot13', codecs.encode, 'Hello', 'rot13')
show('rot13 back', codecs.decode, 'Uryyb', 'rot_13')
show('no text', 'x'.encode, 'rot13')
show('unknown', 'x'.encode, 'no such thing')
show('unknown', codecs.lookup, 'no such thing')
show('same', lambda: codecs.lookup('UTF-8') is codecs.lookup('utf 8'))
show('info', lambda: codecs.lookup('latin-1').name)

# Who is told what failed.
show('direct', '\u1234'.encode, 'ascii')
show('looked up', '\u1234'.encode, 'cp1252')
show('looked up', b'\x81'.decode, 'cp1252')
show('function', codecs.encode, '\u1234', 'ascii')
show('wrong type', codecs.encode, 1)
show('wrong type', codecs.decode, 1)


# Search functions.
def search(name):
    print('asked for', name)
    if name == 'short':
        return (1, 2)
    if name in ('mine', 'odd', 'array'):
        answers = {'mine': b'<mine>', 'odd': 7, 'array': bytearray(b'array')}
        return (lambda text, errors='strict': (answers[name], len(text)),
                lambda data, errors='strict': (type(data).__name__ if name == 'mine' else 7, len(data)), None, None)


codecs.register(search)
show('mine', 'text'.encode, 'Mine')
show('mine again', 'text'.encode, 'MINE')
show('mine', b'data'.decode, 'mine')
show('odd', 'text'.encode, 'odd')
show('odd', b'text'.decode, 'odd')
show('any object', codecs.encode, 'text', 'odd')
show('short', 'text'.encode, 'short')
show('not callable', codecs.register, 1)
codecs.unregister(search)
show('gone', 'text'.encode, 'mine')

# Error handlers.
show('no handler', codecs.lookup_error, 'mine')
show('no handler', '\u1234'.encode, 'ascii', 'mine')
show('not needed', 'x'.encode, 'ascii', 'mine')
show('not callable', codecs.register_error, 'mine', 1)
positions = []


def handler(error):
    positions.append((type(error).__name__, error.encoding, error.start, error.end, error.reason))
    return ('<?>', error.end)


codecs.register_error('mine', handler)
show('ascii', 'a\u1234\u1235b\u1236'.encode, 'ascii', 'mine')
show('utf-8', 'a\ud800b'.encode, 'utf-8', 'mine')
show('utf-16', 'a\ud800b'.encode, 'utf-16-le', 'mine')
show('cp1252', 'a\u1234b'.encode, 'cp1252', 'mine')
show('cp037', 'a\u1234b'.encode, 'cp037', 'mine')
show('utf-8', b'a\xff\xe2\x82b\xe2'.decode, 'utf-8', 'mine')
show('ascii', b'a\xffb'.decode, 'ascii', 'mine')
print(*positions, sep='\n')
for answer in (1, (1, 2), ('x', 'y'), ('x', 99), ('x', -99), ('\u1234', 2), (b'\xfe', 2), (b'\xfe', -1)):
    codecs.register_error('mine', lambda error: answer)
    show(answer, 'a\u1234bc'.encode, 'ascii', 'mine')
    show(answer, b'a\xffbc'.decode, 'ascii', 'mine')


def other_bytes(error):
    error.object = b'other'
    return ('|', 3)


codecs.register_error('mine', other_bytes)
show('other bytes', b'a\xffbc'.decode, 'ascii', 'mine')

encode_error = UnicodeEncodeError('ascii', 'a\xe9\u1234z', 1, 3, 'reason')
decode_error = UnicodeDecodeError('utf-8', b'a\xed\xa0\x80z', 1, 4, 'reason')
translate_error = UnicodeTranslateError('a\xe9\u1234z', 1, 3, 'reason')
for name in ('strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'namereplace',
             'surrogateescape', 'surrogatepass'):
    handler = codecs.lookup_error(name)
    print(handler)
    for error in (encode_error, decode_error, translate_error, ValueError('other'), 1):
        show(name, handler, error)
