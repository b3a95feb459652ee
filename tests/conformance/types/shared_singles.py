# Strings and bytes of one character and the empty ones are shared and immortal, however they were made.
import sys

text, data = "hello world", b"hello world"
print(text[0] is "h", chr(104) is text[0], text[:1] is text[0], "é" is chr(233), "€" is chr(0x20AC), text[1:1] is "")
print(data[:1] is b"h", bytes([104]) is b"h", data[1:1] is bytes(), b"a,b".split(b",")[0] is b"a", b"x" + b"" is b"x")
print([sys.getrefcount(value) for value in ("", "a", "é", b"", b"a", bytes([1]), chr(255))])
