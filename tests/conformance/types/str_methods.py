# String methods on ASCII and beyond.
s = "Hello, Wörld"
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.capitalize(), s.casefold(), "ß".upper(), "ß".casefold(), "ǆ".title(), "ŉ".upper())
print(s.find("o"), s.find("o", 5), s.find("z"), s.rfind("l"), s.index("W"), s.rindex("l"), s.count("l"), s.count(""), "aaaa".count("aa"), s.find("", 100), s.find("", 12))
print(s.startswith("He"), s.startswith(("x", "H")), s.endswith("ld"), s.startswith("W", 7), s.endswith("", 50), s.startswith(()), s.endswith("Hello", 0, 5))
print(s.replace("l", "L"), s.replace("l", "", 1), s.replace("", "-"), "aaa".replace("a", "aa", 2), "abc".replace("x", "y"), "".replace("", "e"))
print("a,b,,c".split(","), "a b  c ".split(), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "".split(), "".split(","), "  x  ".split(" "), " a  b ".rsplit(None, 1), "a\u2003b\x1cc".split())
print("a\nb\r\nc\rd\x0be\x85f".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines())
print("  x ".strip(), "xxhixx".strip("x"), " x ".lstrip() + "|", " x ".rstrip() + "|", "abcba".strip("ab"), "\t\n x".strip(), "éxé".strip("é"))
print("x".center(5, "*"), "x".ljust(3) + "|", "x".rjust(3), "42".zfill(5), "-42".zfill(5), "+".zfill(3), "ab".center(5), "ab".center(1))
print(",".join(["a", "b"]), "".join([]), "-".join("abc"), "é".join(("1", "2")), "a-b-c".partition("-"), "a-b-c".rpartition("-"), "abc".partition("-"), "abc".rpartition("-"))
print("abc".isalpha(), "ab1".isalnum(), "12".isdigit(), "½".isnumeric(), "²".isdigit(), "٣".isdecimal(), " ".isspace(), "Ab".istitle(), "AB".isupper(), "ab1".islower(), "a b".isidentifier(), "é".isascii(), "\n".isprintable(), "".isalpha(), "".isascii(), "".isprintable())
print("prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"), "a\tbc\td".expandtabs(4), "a\tb".expandtabs(), "abc".translate({97: "X", 98: None, 99: 0x44}), str.maketrans("ab", "cd", "e"), "abe".translate(str.maketrans("ab", "cd", "e")))
print("é".encode(), "é".encode("latin-1"), "é".encode("ascii", "replace"), "é".encode("ascii", "ignore"), "é".encode("ascii", "backslashreplace"), "é".encode("ascii", "xmlcharrefreplace"), "a".encode("utf-16-le"))
print("a" < "b" < "é" < "中" < "😀", "abc" * 2, "abc" * 0, "abc" * -1, 2 * "é", "b" in "abc", "" in "", "z" not in "abc", len("😀é"), "😀é"[0], "😀é"[-1], "abc"[::-1], "日本語"[1:], "a😀b😀c"[1::2])
print(hash("a") == hash("a"), ord("😀"), chr(0x1F600), ascii("😀"), repr("\ud800"), list("é😀"), sorted("hello"), max("abc"), "".join(reversed("abc")))
for text in ("'a'.index('b')", "'a'.rindex('b')", "'a' + 1", "'a'.join([1])", "'a'.join(5)", "'a' * 1.5", "'a'.split('')", "'a'.center(3, 'ab')", "'a'.find(1)", "'abc'[5]", "s['a']", "'a'.encode('nope')", "'é'.encode('ascii')", "'\\ud800'.encode()", "'a'.startswith(1)", "'a'.replace(1, 2)", "'a' in 5", "1 in 'a'", "'a'.upper(1)", "'a'.partition('')", "'a'.format_map(1)", "str.maketrans('a', 'bc')", "s[1.0]", "'a'.translate(5)", "str.join('a')", "str.upper(5)", "'a' < 1"):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)
