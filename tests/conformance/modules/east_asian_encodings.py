# The encodings of East Asia: what texts become in them, what they share and what they keep apart.
import codecs

NAMES = [
    "gb2312", "gbk", "gb18030", "hz", "big5", "cp950", "big5hkscs", "euc_kr", "cp949", "johab", "shift_jis", "cp932",
    "euc_jp", "shift_jis_2004", "euc_jis_2004", "shift_jisx0213", "euc_jisx0213", "iso2022_kr", "iso2022_jp",
    "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_2004", "iso2022_jp_3", "iso2022_jp_ext",
]
TEXTS = ["日本語 ~\\", "中文字", "한글 똠방각하", "ﾃｽﾄ ¥‾", "か゚Ê̄æ̀", "\U0001f600\U00020089", "①纊丂", "αЖ—―·•"]

for name in NAMES:
    print(name, codecs.lookup(name).name)
    for text in TEXTS:
        data = text.encode(name, "xmlcharrefreplace")
        print("   ", data, data.decode(name) == text)

print("# A code has one meaning here and another there.")
for data in [b"\xa1\xa4", b"\xa1\xaa", b"\x81\x60", b"\xa1\xc0", b"\x5c\x7e", b"\x88\x62", b"\xa2\xe6", b"\xc9\xa1", b"\x82\xf5"]:
    meanings = {}
    for name in NAMES:
        meanings.setdefault(ascii(data.decode(name, "replace")), []).append(name)
    for meaning, names in meanings.items():
        print(data, meaning, *names)

print("# Escape sequences.")
for data in [b"\x1b$B\x46\x7c\x1b(J\\~", b"\x1b$)C\x0e\x30\x21\x0f\n", b"\x1b.F\x1bN\x61", b"\x1b$(D\x22\x44", b"\x1b(I1\x1b(B",
             b"\x1b$(Q\x24\x77", b"\x1b$(O\x24\x77", b"\x1b$(P\x21\x22", b"\x1b[31mx", b"\x1b&@\x1b$B\x46\x7c", b"~{VP~}~~~\n~"]:
    print(data)
    for name in NAMES:
        if name.startswith("iso") or name == "hz":
            try:
                print("   ", name, ascii(data.decode(name)))
            except UnicodeDecodeError as error:
                print("   ", name, error)

print("# Names.")
for name in ["SJIS", "ms932", "EUC-KR", "ksc5601", "Big5-HKSCS", "GB18030-2000", "hz-gb-2312", "csiso2022jp", "uhc"]:
    print(name, codecs.lookup(name).name)
for module in ["_codecs_cn", "_codecs_hk", "_codecs_tw", "_codecs_kr", "_codecs_jp", "_codecs_iso2022"]:
    print(module, *(f"{name} {type(value).__name__}" for name, value in vars(__import__(module)).items() if name.startswith("__map")))
for module, name in [("_codecs_jp", "gbk"), ("_codecs_cn", "GBK"), ("_codecs_cn", 1)]:
    try:
        print(__import__(module).getcodec(name))
    except (LookupError, TypeError) as error:
        print(type(error).__name__, error)
