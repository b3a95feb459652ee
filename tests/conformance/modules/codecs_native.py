"""`_codecs`: encoders and decoders of single encodings, pieces at a time, code pages by mappings."""
import _codecs
import codecs
import warnings

warnings.simplefilter('ignore')


def show(name, *arguments):
    try:
        print(name, ascii(getattr(_codecs, name)(*arguments)))
    except Exception as error:
        print(name, type(error).__name__, ascii(str(error)))


TEXT = 'a\xe9\u1234\U00012345'
for name in ('utf_7', 'utf_8', 'utf_16', 'utf_16_le', 'utf_16_be', 'utf_32', 'utf_32_le', 'utf_32_be',
             'unicode_escape', 'raw_unicode_escape', 'latin_1', 'ascii'):
    show(f'{name}_encode', TEXT)
    show(f'{name}_encode', TEXT, 'replace')
    show(f'{name}_encode', 1)
    show(f'{name}_encode', 'a', 2)
    show(f'{name}_encode')
    show(f'{name}_decode', b'ab\xff\xfe')
    show(f'{name}_decode', b'ab\xff\xfe', 'replace')
    show(f'{name}_decode', memoryview(b'abcd'))
    show(f'{name}_decode', 'text')
    show(f'{name}_decode', b'', 3)

# More may come.
for name, data in (('utf_8', b'ab\xe2\x82'), ('utf_7', b'ab+AGEAYg'), ('utf_7', b'+AGEA'), ('utf_16', b'\xff\xfea\0b'),
                   ('utf_16_be', b'\0a\xd8\x00\xdc'), ('utf_32', b'a\0\0\0b\0'), ('unicode_escape', b'ab\\x4'),
                   ('unicode_escape', b'ab\\'), ('unicode_escape', b'\\N{DIGIT'), ('raw_unicode_escape', b'a\\u12'),
                   ('raw_unicode_escape', b'a\\')):
    for final in (False, True):
        show(f'{name}_decode', data, 'strict', final)
for order in (-1, 0, 1):
    show('utf_16_encode', 'ab', None, order)
    show('utf_32_encode', 'a', None, order)
    show('utf_16_ex_decode', b'\xff\xfea\0b', None, order)
    show('utf_32_ex_decode', b'\0\0\xfe\xff\0\0\0a', 'replace', order, True)

# Code pages.
show('charmap_encode', 'abc', 'strict', {97: 98, 98: b'xy', 99: None})
show('charmap_encode', 'abc', 'ignore', {97: 98, 98: b'xy'})
show('charmap_encode', 'abc', 'replace', {97: 98, 98: b'xy', 63: 33})
show('charmap_encode', 'abc', 'replace', {97: 98, 98: b'xy'})
show('charmap_encode', 'abc', 'xmlcharrefreplace', {97: 98, **{c: c for c in b'&#0123456789;'}})
show('charmap_encode', 'a', None, {97: 256})
show('charmap_encode', 'a', None, {97: 'b'})
show('charmap_encode', '\xe9\u1234', None, None)
show('charmap_decode', b'abc', 'strict', {97: 98, 98: 'xy', 99: None})
show('charmap_decode', b'abc', 'replace', {97: 0x12345})
show('charmap_decode', b'abc', 'replace', 'x' * 98 + '\ufffe')
show('charmap_decode', b'a', None, {97: 0x110000})
show('charmap_decode', b'a', None, {97: b'b'})
show('charmap_decode', b'a\xff', None, None)
show('charmap_build', 'abc')
show('charmap_build', 1)
table = _codecs.charmap_build(''.join(map(chr, range(255))) + '\ufffe')
print(type(table).__name__, table.size())
show('charmap_encode', 'a\xfe\xff', 'strict', table)
show('charmap_encode', 'a\xfe\xff', 'backslashreplace', table)

# Literals of bytes.
show('escape_encode', b'a\n\t\x80\'"\\')
show('escape_encode', 'a')
for data in (b'a\\x41\\n\\101\\\n', b'\\q', b'\\777', 'text\\x41', b'\\x4', b'\\x', b'\\'):
    for errors in ('strict', 'replace', 'ignore', 'other'):
        show('escape_decode', data, errors)
show('readbuffer_encode', 'abc\xe9')
show('readbuffer_encode', bytearray(b'abc'))
show('_unregister_error', 'strict')
show('_unregister_error', 'nothing')

# Pieces, by codecs.py.
for encoding, pieces in (('utf-8', (b'a\xe2', b'\x82', b'\xac!')), ('utf-16', (b'\xff', b'\xfea', b'\0')),
                         ('utf-8-sig', (b'\xef\xbb', b'\xbfab')), ('utf-7', (b'a+AG', b'EAYg', b'-x'))):
    decoder = codecs.getincrementaldecoder(encoding)()
    print(encoding, [(decoder.decode(piece), decoder.getstate()) for piece in pieces], repr(decoder.decode(b'', True)))
encoder = codecs.getincrementalencoder('utf-16-le')()
print(encoder.encode('ab'), encoder.encode('c', True))
print(b''.join(codecs.iterencode(['a', '\xe9'], 'utf-8')), list(codecs.iterdecode([b'\xc3', b'\xa9'], 'utf-8')))
