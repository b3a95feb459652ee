# Literal forms of numbers, strings and bytes.
print(0, 1_000, 0x_FF, 0o17, 0b1010, 0XaB, 0B1, 0O7, 00, 0_0)
print(1.0, 1e3, 1.5e-7, .5, 5., 1_0.0_1, 1E+2, 1e400, 0.1 + 0.2, 1e16, 123456789012345678.0, 1e-5, 0.0001)
print(1j, 2.5J, 1e3j, 0j)
print('a' "b" 'c', "it's", 'say "x"', '''tri
ple''', """q"uo"te""", r"\n\d", R'\x', "tab\there", "\x41\u0042\U00000043\N{BULLET}\101\0end".encode())
print("back\
slash", 'a\\b', "\a\b\f\v".encode(), u"u", "\u00e9", "\U0001F600", ascii("\u00e9\U0001F600\ud800"))
print(b"bytes\x00\xff", rb"\n", Rb'\x', bR"\d", b"a" b"b", b'\101\'')
print(repr("'"), repr('"'), repr("'\""), repr("\n\t\r\\\x00\x7f\x80\xa0\xad\u200b\u3000"), repr(b"'"), repr(b"\"'"))
print(1 if 1 else 2, [1,2,][0], (1,), (), {1,}, {1: 2,}, ...)
print(0xdeadbeef, 123456789 ** 5, -5, +5, ~5, - -5, not 5)
print(True, False, None, __debug__, Ellipsis, NotImplemented)
print(10 ** 20, 2 ** 100, -(2 ** 64), 1_000_000_000_000_000_000_000)
print("é".isidentifier(), "ªa", "ﬁ")
ﬁn = 1
print(fin)
print(type(1), type(1.), type(1j), type(""), type(b""), type(...), type(()), type({}), type({1}))
