# bytes and bytearray-free operations.
b = b"Hello\x00\xffWorld"
print(b, len(b), b[0], b[-1], b[1:3], b[::-1], list(b[:3]), b.hex(), b.hex(" "), b.hex(":", 4), bytes.fromhex("00 ff 41"))
print(bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes(range(3)), bytes(b"x"), b"".join([b"a", b"b"]), b"-".join([b"x", b"y"]), b"ab" * 2, b"a" + b"b")
print(b.find(b"o"), b.find(111), b.rfind(b"o"), b.index(b"W"), b.count(b"l"), b.count(108), b"l" in b, 255 in b, b"zz" in b, b.startswith(b"He"), b.endswith((b"x", b"d")))
print(b"a,b,c".split(b","), b" a b ".split(), b"a\nb\r\n".splitlines(), b"aXb".partition(b"X"), b"aXbXc".rpartition(b"X"), b"abc".replace(b"b", b"BB"), b"xxaxx".strip(b"x"), b" a ".lstrip(), b"abc".translate(bytes(range(256)), b"b"))
print(b"abc".upper(), b"ABC".lower(), b"abc".title(), b"aBc".swapcase(), b"abc".capitalize(), b"x".center(5, b"*"), b"x".ljust(3), b"7".zfill(3), b"a\tb".expandtabs(3), b"abc".isalpha(), b"12".isdigit(), b" ".isspace(), b"AB".isupper(), b"\xe9".isascii())
print(b"\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"\xff".decode("utf-8", "replace"), b"a\xffb".decode("utf-8", "ignore"), b"\xff".decode("ascii", "backslashreplace"), b"\xff\xfe".decode("utf-8", "surrogateescape") == "\udcff\udcfe", str(b"x", "ascii"), str(b"x"))
print(b"a" < b"b", b"a" == "a", b"a" == b"a", hash(b"a") == hash(b"a"), {b"k": 1}[b"k"], repr(b"\t\n\r\\'\""), b"".hex(), bool(b""), b"abc".removeprefix(b"a"), bytes.maketrans(b"ab", b"xy")[97:99])
for text in ("b'a' + 'a'", "b'abc'[5]", "b'\\xff'.decode()", "b'\\xe2\\x82'.decode()", "b'\\xff'.decode('ascii')", "bytes([300])", "bytes(['a'])", "bytes('a')", "b'a'.join(['a'])", "b'a'.find('a')", "b'a'.index(b'z')", "bytes.fromhex('0')", "bytes.fromhex('zz')", "b'a'.decode('nope')", "b'a' in 'a'", "'a' in b'a'", "300 in b'a'", "b'a' * 'b'", "bytes(-1)", "b'a'.split('a')", "bytes(5, 'utf-8')", "b'a'[0] = 1 if 0 else 0", "bytes(1.5)", "b'a' < 'a'"):
    try:
        print(text, "->", eval(text))
    except SyntaxError as error:
        print(text, "->", error.msg)
    except Exception as error:
        print(text, "->", type(error).__name__, error)
class B(bytes):
    def __bytes__(self): return b"own"
print(bytes(B(b"x")), B(b"x") == b"x", B(b"xy")[0:1])
class HasBytes:
    def __bytes__(self): return b"made"
print(bytes(HasBytes()))
