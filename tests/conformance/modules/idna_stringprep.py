# Internationalised domain names: the codec, its functions, and the tables they use.
import codecs
import encodings.idna as idna
import stringprep


def attempt(function, *arguments):
    try:
        print(ascii(function(*arguments)))
    except Exception as error:
        print(type(error).__name__, ascii(error.args), getattr(error, "__notes__", None))


for name in ["python.org", "pythön.org", "münchen.de.", "faß.de", "xn--pythn-mua.org", "a" * 64 + ".x", "..", "", "\u0378.x",
             "日本語。jp", "\u00ad", "a\u200bb", "\ud800", "-x-", "xn--0", "XN--FA-HIA.de", "\u0627a\u0627", "\u0627.x"]:
    print(ascii(name))
    for errors in "strict", "replace", "ignore":
        attempt(name.encode, "idna", errors)
    for function in idna.nameprep, idna.ToASCII, idna.ToUnicode:
        attempt(function, name)
    attempt(codecs.getincrementalencoder("idna")().encode, name, True)
for name in [b"python.org", b"xn--pythn-mua.org", b"xn--0", b"\xff", b"a..b", b"xn--a.b.", b"XN--PYTHN-MUA.ORG", b"xn--" + b"a" * 70]:
    print(name)
    for errors in "strict", "replace", "ignore":
        attempt(name.decode, "idna", errors)
    attempt(codecs.getincrementaldecoder("idna")().decode, name, True)

for name, table in sorted(vars(stringprep).items()):
    if name.startswith("in_table"):
        total = 0
        for code in (*range(0, 0x3100), *range(0xD7F0, 0xE010), *range(0xF8F0, 0x10400, 3), *range(0x1D160, 0x1D190), 0xE0001):
            total = (total * 3 + bool(table(chr(code)))) % 65521
        print(name, total)
print(ascii([stringprep.map_table_b2(character) for character in "AßÄ\u03d2\u1e9b"]))
