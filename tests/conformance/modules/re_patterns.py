# What patterns and matches are, what they refuse, and with which words.
import re
import _sre

p = re.compile("(a)(?P<n>b)?")
m = p.match("ac")


def show(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


show(
    lambda: m.group([]), lambda: m.group("zz"), lambda: m.group(5), lambda: m.group(1 << 70), lambda: m.group(1.0),
    lambda: m[-1], lambda: m.group(True), lambda: m.group(b"n"), lambda: m.start("q"), lambda: m.span(9), lambda: m.groups(1, 2),
    lambda: m.group(0, 1, "n"), lambda: m["n"], lambda: (m.span(), m.span("n"), m.start(), m.end(1)), lambda: m.regs,
    lambda: (m.groupdict(), m.groupdict(5), m.groups(), m.groups("x")),
    lambda: (m.lastindex, m.lastgroup, m.pos, m.endpos, m.string, m.re), lambda: (p.groupindex, p.groups, p.flags, p.pattern),
    lambda: (m.__copy__() is m, m.__deepcopy__({}) is m, p.__copy__() is p), lambda: p.__deepcopy__(),
    lambda: m.expand(r"\1x\2\g<n>"), lambda: m.expand("plain"), lambda: m.expand(5), lambda: m.expand(r"\3"),
)
show(
    lambda: p.match(), lambda: p.match(1), lambda: p.match(b"a"), lambda: re.compile(b"a").match("a"), lambda: p.match("a", pos="x"),
    lambda: p.match("a", 1.5), lambda: p.sub(), lambda: p.sub(1, "a"), lambda: p.sub(lambda m: 1, "a"),
    lambda: p.sub(lambda m: None, "abac"), lambda: p.sub(b"x", "a"), lambda: p.split("xabyacz", 1), lambda: p.split("xabyacz"),
    lambda: p.match(memoryview(bytearray(b"abcd"))[::2]), lambda: p.sub("x", "a", count=-1), lambda: p.sub("x", "aa", count="1"),
    lambda: p.subn("<\\g<0>>", "xaabxac", 2), lambda: p.fullmatch(string="ab"), lambda: p.search("xxab", 1, 3),
    lambda: re.compile("").match("abc", 3, 1), lambda: re.compile("").search("abc", 3, 1), lambda: re.compile("").fullmatch("abc", 3, 1),
    lambda: re.compile("x*").findall("abc", 3, 1), lambda: re.compile("").match("abc", 10), lambda: re.compile("$").match("abc", -5, -5),
)
show(
    lambda: p == 5, lambda: p < p, lambda: p == re.compile("(a)(?P<n>b)?"), lambda: p != re.compile("(a)(?P<n>b)?", re.I),
    lambda: hash(p) == hash(re.compile("(a)(?P<n>b)?")), lambda: re.compile(b"a") == re.compile("a"),
    lambda: p.__class__[str], lambda: type(m)[int], lambda: type(p)(), lambda: type(m)(), lambda: type(p.scanner(""))(),
    lambda: setattr(type(p), "x", 1), lambda: setattr(p, "x", 1), lambda: setattr(m, "pos", 1), lambda: type("P", (type(p),), {}),
    lambda: re.compile("a" * 300), lambda: re.compile("é" * 300), lambda: re.compile(b"a", re.I | re.M | re.L),
    lambda: re.compile("a", re.A | re.X | re.S), lambda: re.compile("'\""), lambda: re.match("x'y", "x'y"),
)
show(
    lambda: _sre.compile("a", 0, [0xFFFFFFFF + 1], 0, {}, ()), lambda: _sre.compile("a", 0, [-1], 0, {}, ()),
    lambda: _sre.compile("a", 0, ["a"], 0, {}, ()), lambda: _sre.compile("a", 0, [1], 0, {}, ()),
    lambda: _sre.compile("a", 0, [500], 0, {}, ()), lambda: _sre.compile("a", 0, [], 0, {}, ()),
    lambda: _sre.compile("a", 0, [6, 3], 0, {}, ()), lambda: _sre.compile("a", 0, (), 0, {}, ()),
    lambda: _sre.compile("a", 0, [1], 0, [], ()), lambda: _sre.compile("a", 0, [1], 0, {}, []),
    lambda: _sre.compile("a", 0, [1], -1, {}, ()), lambda: _sre.compile("a", "f", [1], 0, {}, ()),
    lambda: _sre.compile(5, 0, [1], 0, {}, ()), lambda: _sre.compile(None, 0, [1], 0, {}, ()).match(b"x"),
    lambda: _sre.compile(None, 0, [1], 0, {}, ()), lambda: _sre.compile("a", 1 << 20 | 2, [1], 0, {}, ()),
    lambda: _sre.template(p, ["a", "b", "c"]), lambda: _sre.template(p, ["a", -1, "c"]), lambda: _sre.template(p, []),
    lambda: _sre.template(p, ["a", 1 << 80, "c"]), lambda: _sre.template(p, ("a",)), lambda: _sre.template(p, ["a", 1]),
    lambda: (_sre.getcodesize(), _sre.CODESIZE, _sre.MAGIC, _sre.MAXREPEAT, _sre.MAXGROUPS, _sre.copyright),
)
for function in _sre.ascii_iscased, _sre.unicode_iscased, _sre.ascii_tolower, _sre.unicode_tolower:
    print(function.__name__, [function(code) for code in (65, 97, 0xB5, 0xDF, 0x130, 0x149, 0x10000, 0xD800, 0x110000, -1)])
    show(lambda: function("a"), lambda: function(1 << 40))


class Text(str):
    pass


special = Text("abc")
print(type(re.match("abc", special).group()), re.match("abc", special).group() is special, re.match("abc", special).string is special)
print(type(re.sub("x", "y", special)), type(re.split("x", special)[0]), type(re.findall(".", special)[0]))
text = "abcd"
print(re.sub("x", "y", text) is text, re.match("abcd", text).group() is text, re.split("x", text)[0] is text, re.findall("abcd", text)[0] is text)
array = bytearray(b"abc")
m = re.match(b"abc", array)
array.clear()
print(m.group(), m, m.span())
array = bytearray(b"abc")
scanner = re.compile(b".").scanner(array)
print(scanner.match(), scanner.pattern)
try:
    array.append(1)
except BufferError as error:
    print(error)
del scanner
array.append(1)
scanner = re.compile("a").scanner("aba")
print(scanner.search(), scanner.match(), scanner.search(), scanner.search())


def growing(match):
    try:
        array.append(2)
    except BufferError as error:
        print(error)
    return b"-"


print(re.sub(b"[ab]", growing, array), re.sub(b"b", b"-", memoryview(b"abc")))
