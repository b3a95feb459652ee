# NUL characters, lone surrogates and odd names.
s = "a\0b"
print(len(s), repr(s), s == "a\0b", s.split("\0"), s.encode(), {s: 1}, "\0" in s)
for text in ("int('1\\x002')", "float('1\\x00')", "open('a\\x00b')", "compile('a\\x00', 'f', 'eval')", "__import__('a\\x00')", "getattr(1, 'a\\x00b')", "eval('1\\x00')", "chr(0xD800)", "'\\ud800'.encode()", "print('\\ud800')", "'\\udcff'.encode('utf-8', 'surrogateescape')", "exec('\\ud800 = 1')", "type('a\\x00', (), {})", "bytes('\\x00', 'ascii')", "complex('1\\x00')"):
    try:
        print(repr(eval(text)))
    except Exception as error:
        print(text, type(error).__name__, ascii(str(error)))
lone = "\ud800x\udfff"
print(len(lone), ascii(lone), ascii(lone[0]), lone == "\ud800" + "x\udfff", ascii(lone.upper()), hash(lone) == hash("\ud800x\udfff"), lone > "z", ascii("\ud83d" + "\ude00"), len("\ud83d" + "\ude00"))
print(ascii(lone.encode("utf-8", "surrogatepass")), lone.encode("ascii", "replace"), lone.encode("utf-8", "backslashreplace"))
