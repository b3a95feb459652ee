# The encodings of one byte a character: all bytes, and characters they do not have.
NAMES = (
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 cp866 koi8-r mac-roman mac-cyrillic "
    "iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 "
    "iso8859-15 iso8859-16 latin2 l9 windows-1252 cyrillic greek hebrew arabic"
).split()
every = bytes(range(256))
for name in NAMES:
    text = every.decode(name, "replace")
    print(name, ascii(text[128:]))
    known = text.replace("\ufffd", "")
    print(known.encode(name).decode(name) == known)
    print("a\u3042\u3044b".encode(name, "replace"), "\u3042".encode(name, "xmlcharrefreplace"))
    try:
        "a\u3042\u3044b\u3046".encode(name)
    except UnicodeEncodeError as error:
        print(error)
    try:
        print(len(every.decode(name)))
    except UnicodeDecodeError as error:
        print(error, error.args[0])
for text in ("\xe9", "a\u20ac\U0001f600\ud800"):
    print(text.encode("ascii", "namereplace"), text.encode("latin-1", "backslashreplace"))
