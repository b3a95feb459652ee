# Sources in encodings of East Asia are decoded by their codecs.
for encoding, body in [
    ("gb2312", b"print(ascii('\xa1\xaa\xa1\xa4'))"),
    ("shift-jis", b"print(ascii('\x83\x5c'))"),
    ("euc_kr", b"print(ascii('\xa4\xd4\xa4\xbe\xa4\xd3\xa4\xbe'))"),
    ("iso2022_jp", b"print(ascii('\x1b$BF|\x1b(B'))"),
    ("johab", b"print(ascii('\xd0\x65'))"),
    ("x-sjis", b"print(1)"),
    ("euc-jp", b"# \xff\xff"),
    ("big5", b"print('\x81')"),
]:
    try:
        exec(compile(b"# coding: %s\n%s\n" % (encoding.encode(), body), "name", "exec"))
    except SyntaxError as error:
        print(encoding, error, error.lineno, error.offset, error.text)
