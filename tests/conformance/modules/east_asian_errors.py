# What becomes of what an encoding of East Asia does not have: positions, reasons, handlers.
import codecs


def shown(function, *arguments):
    try:
        print(ascii(function(*arguments)))
    except UnicodeError as error:
        print(type(error).__name__, *map(ascii, error.args))
    except Exception as error:
        print(type(error).__name__, error)


HANDLERS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "none"]
for name, data, text in [
    ("shift_jis", b"a\x81\xff\x93\xfab\x81", "a\xe9\u65e5\udc80\u0416"),
    ("euc_kr", b"\xa4\xd4\xa4\xa1\xa4\xbf\xa4\xd4\xa4\xd4\xa4\xa1\xff", "\uac00\u3042\u4e02z"),
    ("gb18030", b"\x81\x30\x81\x30\xff\x30\x81\x30x\x84\x31\xa5\x30\x81\x30", "\ud800\uffff\x80"),
    ("iso2022_jp", b"\x1b$B\x46\x7c\x46\xff\x1b(Bx\x1b$(Cy\x80", "\u65e5\xe9\u65e5"),
    ("hz", b"~{VP~x~}~", "\u4e2d\xe9~"),
    ("euc_jisx0213", b"\xcf\xd4\x8f\xa1", "\u304b\u309a\u9b1c"),
]:
    for handler in HANDLERS:
        print(name, handler)
        shown(data.decode, name, handler)
        shown(text.encode, name, handler)

print("# A handler is asked with one exception, and its answers are checked.")
answers = []


def handler(error):
    print("   ", ascii(error.args), error.start, error.end, error.reason, error is seen.setdefault("error", error))
    return answers.pop(0) if answers else ("?", error.end)


codecs.register_error("ask", handler)
for given in [[], [("\u65e5", 2), ("!", -2)], [("x", 99)], [("x", -99)], [("x", 2**70)], ["x"], [("x",)], [("x", 1.0)], [(b"x", 2)], [("\xe9", 2)], [(1, 2)]]:
    for function, value in [(bytes.decode, b"a\xffb\xffc"), (str.encode, "a\xe9b\xe9c")]:
        seen, answers[:] = {}, given
        print(given)
        shown(function, value, "cp932" if function is str.encode else "euc_jp", "ask")

print("# Arguments.")
codec = codecs.lookup("gbk")
for arguments in [(1,), (None,), ("a", 1), ("a", "b\0"), ("a", None), ()]:
    shown(codec.encode, *arguments)
for arguments in [("a",), (1,), (bytearray(b"ab"),), (memoryview(b"ab"), "strict"), (b"",), (b"", "none")]:
    shown(codec.decode, *arguments)
