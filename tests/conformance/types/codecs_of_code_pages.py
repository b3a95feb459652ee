# The code pages of DOS, EBCDIC and the Macintosh, and Punycode.
NAMES = (
    "cp037 cp1006 cp1026 cp1125 cp1140 cp273 cp424 cp437 cp500 cp720 cp737 cp775 cp850 cp852 cp855 cp856 cp857 cp858 "
    "cp860 cp861 cp862 cp863 cp864 cp865 cp869 cp875 hp_roman8 iso8859_11 iso8859_9 koi8_t koi8_u kz1048 mac_arabic "
    "mac_croatian mac_farsi mac_greek mac_iceland mac_latin2 mac_romanian mac_turkish palmos ptcp154 tis_620 "
    "IBM437 ebcdic-cp-us Latin5 thai macgreek 850 roman8 pt154 rk1048"
).split()
every = bytes(range(256))
for name in NAMES:
    text = every.decode(name, "replace")
    print(name, ascii(text))
    known = text.replace("\ufffd", "")
    print(known.encode(name), known.encode(name).decode(name) == known)
    print("a\u3042\u3044b".encode(name, "replace"), "\u3042".encode(name, "xmlcharrefreplace"))
    for function in (lambda: "a\u3042\u3044b\u3046".encode(name), lambda: len(every.decode(name))):
        try:
            print(function())
        except UnicodeError as error:
            print(error, error.args[0])
def P(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__,e, getattr(e,'args',None))
for s in ('', 'z' * 30 + '\u3042' * 30,'a','bücher','他们为什么不说中文','\U0001f600x','ü','-','a-b','ab-ü-c','\ud800','Ü'): P(lambda: (s, s.encode('punycode'), s.encode('punycode').decode('punycode')==s))
for b in (b'',b'a',b'a-',b'-a',b'bcher-kva',b'bcher-kv',b'bcher-kva!',b'\xff-kva',b'\xff',b'abc-\xff',b'999999999',b'a-999999999',b'BCHER-KVA',b'zzzzzzzzzz',b'--',b'-',b'a--',b'99999', b'ab-9', b'bcher-kva ', b'a b-kva'):
    for e in ('strict','replace','ignore'): P(lambda: (b, e, b.decode('punycode',e)))
P(lambda: b'a'.decode('punycode','foo')); P(lambda: 'a'.encode('punycode','foo')); P(lambda: b'a'.decode('punycode','backslashreplace'))
P(lambda: bytearray(b'bcher-kv').decode('punycode'))
