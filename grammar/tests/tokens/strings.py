# Prefixes, quotes and escapes.
prefixes = ['a', "a", u'a', U"a", r'\a', R"\a", b'a', B"a", br'\a', bR'\a', Br'\a', BR'\a', rb'\a', rB"\a", Rb'\a', RB"\a"]
empty = ['', "", '''''', """""", b'', b"""""", r'']
quotes = ['"', "'", '\'', "\"", '''it's "so"''', """it's 'so'""", '''''two''', r'\'', r"""\""""""]
simple = '\\ \' \" \a \b \f \n \r \t \v'
octal = '\0 \7 \12 \101 \377 \08', b'\0\12\377\1011'
hexadecimal = '\x00 \x7f \xe9 \xff', b'\x00\x7f\xff'
unicode = '\u00e9 \u20ac \ud800 \udfff \ud83d\ude00 \U0001f600 \U0010ffff', b'\u00e9\N{DIGIT ONE}\U0'
names = '\N{DIGIT ONE} \N{greek small letter alpha} \N{LF} \N{CJK UNIFIED IDEOGRAPH-4E00} \N{HANGUL SYLLABLE GA}'
raw = r'\n \x \N{ \u \
', rb'\n \x', r'\\', R'é\é'
joined = 'one \
two', b'one \
two', '''one
two \
three
''', 'a' "b" r'\c' u'd'
wide = 'é ü € 😀 \é \😀', '''
é
''', 'x'; after = 'é', 'y'
adjacent = 'a''b'"c"'''d'''
kept = r'\ ', '\N{BULLET}\N{bullet}'
