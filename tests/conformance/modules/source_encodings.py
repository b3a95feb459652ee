# What compile() makes of bytes that say in which encoding they are.
def attempt(data):
    try:
        code = compile(data, "<source>", "exec")
    except SyntaxError as e:
        print(data, "|", e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset), e.text and ascii(e.text))
        return
    namespace = {}
    exec(code, namespace)
    print(data, "|", ascii(namespace.get("x")))


# A byte order mark, and a declaration of something else.
for line in [b"#coding: latin-1", b"#coding: utf8", b"#coding: utf-16", b"#coding: cp437", b"# a\n  #coding: l1 b", b"\r#coding: l1\r", b"#coding: latin-1 \xff"]:
    attempt(b"\xef\xbb\xbf" + line + b"\nx = 1\n")
for name in [b"UTF-8", b"utf_8", b"utf-8-unix", b"utf-8-sig"]:
    attempt(b"\xef\xbb\xbf#coding: " + name + b"\nx = '\xc3\xa9'\n")

# Other names of UTF-8 and Latin-1, which are codecs like others.
for name in [b"utf8", b"u8", b"UTF", b"cp65001", b"l1", b"latin", b"8859", b"cp819"]:
    attempt(b"#coding: " + name + b"\nx = '\xc3\xa9'\n")
for name in [b"utf8", b"u8"]:
    attempt(b"#coding: " + name + b"\nx = '\xff'\n")
    attempt(b"#coding: " + name + b"\n\n# \xff\n")

# Those of the registry.
for name in ["cp437", "437", "cp850", "mac-greek", "mac_cyrillic", "hp_roman8", "palmos", "ptcp154", "iso8859_16", "charmap", "utf-7"]:
    attempt(f"#coding: {name}\nx = '".encode() + b"\x81\x9b\xe9'\n")
for name in ["unicode_escape", "raw_unicode_escape"]:
    attempt(f"#coding: {name}\nx = '\\u1234'\n".encode())
for name in ["rot13", "undefined", "nothing", "cp037"]:
    attempt(f"#coding: {name}\nx = 1\n".encode())
