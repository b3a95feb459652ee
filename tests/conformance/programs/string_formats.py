"""Formats of all kinds: the mini-language, formatters of our own, percent, templates, translations, splitting, wrapping."""

import collections
import datetime
import decimal
import enum
import fractions
import math
import operator
import re
import string
import string.templatelib as templatelib
import textwrap
import types
import unicodedata


class Money:
    def __init__(self, amount, currency="EUR"):
        self.amount, self.currency = amount, currency

    def __format__(self, spec):
        if not spec:
            return str(self)
        *_, kind = spec
        match kind:
            case "s":
                return f"{self.amount:{spec[:-1]}.0f}"
            case "l":
                return f"{self.amount:{spec[:-1]},.2f} {self.currency}"
        raise ValueError(f"Invalid format specifier {spec!r} for money")

    def __str__(self):
        return f"{self.currency}{self.amount:.2f}"

    def __repr__(self):
        return f"Money({self.amount!r})"


class Forgiving(string.Formatter):
    """Missing fields are kept, !u and !t are conversions, pipes are filters."""

    def get_value(self, key, arguments, named):
        try:
            return super().get_value(key, arguments, named)
        except (KeyError, IndexError):
            return types.SimpleNamespace(missing=key)

    def convert_field(self, value, conversion):
        match conversion:
            case "u":
                return str(value).upper()
            case "t":
                return type(value).__name__
        return super().convert_field(value, conversion)

    def format_field(self, value, spec):
        if isinstance(value, types.SimpleNamespace):
            return "{" + str(value.missing) + "}"
        spec, _, pipe = spec.partition("|")
        return getattr(str, pipe or "__str__")(super().format_field(value, spec))

    def check_unused_args(self, used, arguments, named):
        unused = set(range(len(arguments))) | named.keys()
        if unused := sorted(map(str, unused - set(used))):
            raise TypeError(f"unused: {', '.join(unused)}")


class Path(string.Template):
    delimiter = "%"
    idpattern = r"[a-z]+(?:\.[a-z]+)*"
    flags = re.ASCII


class Planet(enum.StrEnum):
    EARTH = "earth"


def attempt(*actions):
    for action in actions:
        try:
            print("  ", ascii(action()))
        except Exception as error:
            print("  ", type(error).__name__, error)


specs = ["", "d", "5", "<6", "^+7", "06", "+", " ", "x", "#o", "#b", "_", ",", "e", ".3f", "%", "n", "c", "08.2f",
         ">#8X", "=+6", "*^9,", "_x", ".2", "g", "s", "q", "5.", ",_", "_c", "#,x", "z.1f", "0<5", "\U0001f600>4",
         "1000000000000000000000", ".9999999999999999999", "\x00>3"]
for spec in specs:
    row = []
    for value in (42, -3.14159, True, "text", 2 - 1j, decimal.Decimal("1234.50"), fractions.Fraction(7, 3)):
        try:
            row.append(format(value, spec))
        except (ValueError, OverflowError) as error:
            row.append("!" + ("no" if isinstance(value, decimal.Decimal) else str(error)[:64]))
    print(repr(spec), *map(ascii, row) if len(max(row, key=len)) < 90 else ["long"], sep=" | ")
print(*(f"{x:{w}.{p}}" for x, w, p in ((math.pi, 10, 3), ("abcdef", 8, 2), (decimal.Decimal("1.23456"), "<9", 4))),
      sep="|")
print([format(x, "g") for x in (1e5, 1e-5, 123456789.0, 0.0001, float("inf"), -0.0)],
      [repr(x) for x in (1e16, 1e-7, 123456789012345680.0, 5e-324)], f"{1e300:,.0f}"[:12], f"{float('nan'):+06}",
      f"{-0.0:z}", f"{1234567.891:_.1f}", f"{10**30:,}", f"{-255:#06x}", f"{3:c}" == "\3")
print(f"{Money(1234.5)}", f"{Money(3):>8s}|", f"{Money(9999.5):>12l}", f"{Money(1)!r:>12}", f"{Planet.EARTH:>7}",
      f"{datetime.date(2024, 5, 17):%A %d/%m %%}", f"{[1]!s:>5}", f"{'é'!a}", f"{(lambda x: x * 2)(4)}",
      f"{ {'a': 1}['a'] }", f"{'nested ' f'{1:{2}}'}", f"{3 = :>4}", f"{3*4=}")
attempt(lambda: f"{Money(1):q}", lambda: format(None, "5"), lambda: format([], "d"), lambda: format(3, 4),
        lambda: "{:d}".format("x"), lambda: "{} {1}".format(1, 2), lambda: "{1} {}".format(1, 2),
        lambda: "{2}".format(1), lambda: "{a}".format(b=1), lambda: "{0.x}".format(1), lambda: "{0[x]}".format([1]),
        lambda: "{0[1]}{0[-1]}".format({1: "a", "-1": "b"}), lambda: "{".format(), lambda: "}".format(),
        lambda: "{!x}".format(1), lambda: "{0!}".format(1), lambda: "{0!r:}}".format(1), lambda: "{a[}".format(a=1),
        lambda: "{a.}".format(a=1), lambda: "{:{}}".format(1, 5), lambda: "{:{:{}}}".format(1, 2, 3),
        lambda: "{0!rr}".format(1), lambda: "{x.real:.1f} {x!r:>5}".format_map(collections.defaultdict(int)),
        lambda: "{}".format(*[1], **{"a": 2}), lambda: "{[]}".format([1]))
form = Forgiving()
attempt(lambda: form.format("{0!u} {name!t} {zip} {1[0]:>4|strip}", "ab", [5], name=3),
        lambda: form.format("{}", 1, 2, x=3), lambda: form.format("{0} {}", 1),
        lambda: form.vformat("{a:{b}}", (), {"a": 1, "b": "03"}), lambda: list(form.parse("a{b!r:c{d}}e{{")),
        lambda: list(form.parse("{")), lambda: form.format("{!z}", 1), lambda: form.get_field("a[0].real", (),
        {"a": [1]}), lambda: string.Formatter().format("{0.__class__.__name__:>{w}}", 3, w=6),
        lambda: string.Formatter().vformat("{:{:{:{}}}}", (1, 2, 3, 4), {}), lambda: string.Formatter().format())
attempt(lambda: "%5.1f|%-6s|%+d|%x|%o|%e|%r|%%|%c%c" % (3.14159, "ab", 5, 255, 8, 12345.678, "q", 65, "é"),
        lambda: "%(a)s %(b)05d" % {"a": 1, "b": -2}, lambda: "%*d|%-*d|%.*f" % (5, 1, 4, 2, 2, math.e),
        lambda: "%s" % (1, 2), lambda: "%s %s" % 1, lambda: "%d" % "x", lambda: "%z" % 1, lambda: "%(a)s" % 1,
        lambda: "%" % 1, lambda: "%c" % 1114112, lambda: "%c" % "ab", lambda: "%i %u" % (True, 2.9), lambda: "%x" % 1.5,
        lambda: "%s" % ((1, 2),), lambda: "%a %#x %#o % d" % ("é", 10, 10, 3),
        lambda: b"%s %b %d %a %c" % (b"x", bytearray(b"y"), 3, "é", 65), lambda: b"%s" % "x", lambda: b"%d" % b"1",
        lambda: "%(a" % {}, lambda: "%.0f %g %G" % (0.5, 1e10, 1e-10), lambda: "%s" % {}, lambda: "no" % {},
        lambda: "no" % 1, lambda: "%5%" % (), lambda: "%*s" % ("a", "b"), lambda: "%.3s|%10.2s|" % ("abcdef", "xyz"))
attempt(lambda: string.Template("$a ${b}c $$ $d").safe_substitute(a=1, b=2),
        lambda: string.Template("$a $missing").substitute(a=1), lambda: string.Template("x\n  $1").substitute(),
        lambda: string.Template("${open").safe_substitute(), lambda: Path("%a.b/%%/%{c} %Z").safe_substitute({"a.b": 1,
        "c": 2}), lambda: string.Template("$a ${b} $a $$").get_identifiers(), lambda: string.Template("$1").is_valid(),
        lambda: string.Template("$a").substitute({"a": 1}, a=2), lambda: type("Bad", (string.Template,),
        {"pattern": "("}))
name, price = "pen", 3.14159


def upper(template):
    return "".join(part if isinstance(part, str) else str(templatelib.convert(part.value,
            part.conversion)).upper() + f"<{part.expression}:{part.format_spec}>" for part in template)


t = t"a {name!r:>{10}} costs {price:.2f}{'x'}"
print(upper(t), t.strings, t.values, t.interpolations[0], (t + t"!").strings, type(t),
      templatelib.Interpolation("v", "e", "s", ".1"), sep="\n")
attempt(lambda: t + "x", lambda: "x" + t, lambda: templatelib.Template("a", templatelib.Interpolation(1, "one"), "b",
        "c").strings, lambda: templatelib.Template(3), lambda: templatelib.Interpolation(1, "x", "q"),
        lambda: str(t)[:20], lambda: t == t, lambda: setattr(t, "strings", 1), lambda: templatelib.convert(1, "z"),
        lambda: [*t"{1}{2}"], lambda: t"{price=}".strings,
        lambda: templatelib.Template[int] if hasattr(templatelib.Template, "__class_getitem__") else "no")
table = str.maketrans({"a": "A", "b": None, "c": "long", 100: 68})
print("abcdef".translate(table), "abc".translate(str.maketrans("ab", "xy", "c")),
      b"abc".translate(bytes.maketrans(b"ab", b"xy"), b"c"), "straße ǆ ﬁ ΣΑΣ".upper(), "ΣΑΣ ΑΣ".lower(), "ǆ".title(),
      "they're 3rd x2y".title(), string.capwords("they're  3rd"), "ﬀ".casefold(),
      "İ".lower().encode("ascii", "namereplace"), "aBc".swapcase())
print("a,b,,c".split(","), " a  b ".split(), "a b c d".rsplit(None, 2), "aXbXc".partition("X"), "abc".rpartition("X"),
      "l1\nl2\r\nl3\x1cl4\u2028l5\x0b".splitlines(), "a\tb\tcc\td".expandtabs(4), "xx-abc-xx".strip("x-"),
      "prefix-x".removeprefix("prefix-"), "42".zfill(5), "-42".zfill(6), "ab".center(7, "*"), "²".isdigit(),
      "²".isdecimal(), "½".isnumeric(), "a1_".isidentifier(), "\x00".isprintable(), "abcabc".rfind("c", 0, 5),
      "aaa".replace("a", "b", 2), "aaa".count(""), "a" < "B", "é" == unicodedata.normalize("NFC", "e\u0301"))
attempt(lambda: "a".split(""), lambda: "abc".index("z"), lambda: "a".join([1]), lambda: "ab".center(5, "xy"),
        lambda: str.maketrans("a", "bc"), lambda: "a" * -1, lambda: "a" + 1, lambda: "abc".startswith(["a"]),
        lambda: "abc".startswith(("x", "ab")), lambda: "a".replace("a"), lambda: "a".zfill("x"),
        lambda: str(b"x", "ascii"), lambda: str(b"\xff", "ascii"), lambda: "x".encode("utf-16-le"),
        lambda: "\ud800".encode(), lambda: chr(-1), lambda: ord("ab"), lambda: "a"[5], lambda: "a"["b"],
        lambda: "abc".find("c", None, -1), lambda: "a".partition(""), lambda: "abc".removesuffix(3),
        lambda: "a".translate(3), lambda: {}.get("a").upper())
wrapper = textwrap.TextWrapper(width=24, initial_indent="* ", subsequent_indent="  ", max_lines=3, placeholder=" [...]",
                               break_on_hyphens=True)
print(wrapper.fill("A long-winded sentence with averyveryverylongwordindeed, tabs\tand  spaces. And more. And more still."),
      textwrap.dedent("   a\n     b\n\n   c"), textwrap.shorten("hello  wide world", 11), textwrap.wrap("x" * 9, 4),
      textwrap.wrap("a b c", 1), textwrap.indent("a\n\nb", "> "), sep="\n")
attempt(lambda: textwrap.wrap("a", 0), lambda: textwrap.shorten("abc def", 2),
        lambda: textwrap.TextWrapper(width=3, max_lines=1, placeholder="long").wrap("a b c d"),
        lambda: textwrap.dedent(3), lambda: operator.mod("%s", 1))
