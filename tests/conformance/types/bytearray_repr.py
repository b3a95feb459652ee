# A bytearray shows single quotes escaped, between double quotes too.
print(repr(bytearray(b"'")), repr(bytearray(b"'\"")), repr(bytearray(b'"')), repr(b"'"), str(bytearray(b"a'b")))
