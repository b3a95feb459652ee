"""A workbench for patterns: scanners, groups, look-around, substitutions, verbose grammars, and what does not compile."""

import collections
import enum
import functools
import itertools
import keyword
import operator
import re
import sys
import token
from dataclasses import dataclass
from typing import NamedTuple


class Token(NamedTuple):
    kind: str
    text: str
    line: int
    column: int


class ScannerType(type):
    """Patterns of a class body become one pattern with a group for each name, in the order of their definition."""

    @classmethod
    def __prepare__(meta, name, bases, **options):
        return collections.OrderedDict(itertools.chain.from_iterable(b._parts.items() for b in bases if hasattr(b,
                "_parts")))

    def __new__(meta, name, bases, namespace, flags=0):
        parts = {k: v for k, v in namespace.items() if k.isupper() and isinstance(v, str)}
        cls = super().__new__(meta, name, bases, {k: v for k, v in namespace.items() if k not in parts})
        cls._parts = parts
        cls.pattern = re.compile("|".join(f"(?P<{k}>{v})" for k, v in parts.items()), flags)
        return cls


class Scanner(metaclass=ScannerType):
    SPACE = r"[ \t]+"
    NEWLINE = r"\n"
    NUMBER = r"\d+(?:\.\d*)?(?:[eE][-+]?\d+)?"

    def scan(self, text):
        position, line, start = 0, 1, 0
        while position < len(text):
            match = self.pattern.match(text, position)
            if not match:
                raise SyntaxError(f"unexpected {text[position]!r}", ("<scan>", line, position - start + 1,
                        text.splitlines()[line - 1]))
            if match.lastgroup == "NEWLINE":
                line, start = line + 1, match.end()
            elif match.lastgroup != "SPACE":
                yield Token(match.lastgroup, match[0], line, match.start() - start + 1)
            position = match.end()


class Code(Scanner, flags=re.ASCII):
    STRING = r"(?P<quote>['\"])(?:\\.|(?!(?P=quote)).)*(?P=quote)"
    KEYWORD = r"\b(?:{})\b".format("|".join(keyword.kwlist))
    NAME = r"[^\W\d]\w*"
    OPERATOR = "|".join(map(re.escape, sorted(token.EXACT_TOKEN_TYPES, key=len, reverse=True)))


def attempt(*actions):
    for action in actions:
        try:
            print("  ", ascii(action()))
        except re.PatternError as error:
            print("  ", error, "|", error.msg, error.pos, error.lineno, error.colno, ascii(error.pattern))
        except Exception as error:
            print("  ", type(error).__name__, error)


print(*Code().scan("if x>=10.5e3:\n  say('it\\'s', \"a\") # no"[:-5]), sep="\n")
try:
    list(Code().scan("a = 1\nb = $"))
except SyntaxError as error:
    print(error, error.lineno, error.offset, error.text)
print(list(Code._parts), Code.pattern.groups, Code.pattern.groupindex["NAME"], Scanner.pattern.pattern)
date = re.compile(r"""
    (?P<year>\d{4}) (?P<sep>[-/.])   # the separator has to be the same
    (?P<month>0?[1-9]|1[0-2]) (?P=sep)
    (?P<day>\d\d?) (?:T(?P<hour>\d\d))? (?! \d)
""", re.X)
for text in ("2024-05-17", "2024/5/7T09", "2024-05/17", "on 1999.12.31.", "2024-13-01"):
    match = date.search(text)
    print(text, match and (match.groupdict("?"), match.span("day"), match.start("hour"), match.lastgroup,
                           match.lastindex, match.expand(r"\g<day>.\g<month>.\1"), match.re is date, match.regs[1]))
attempt(lambda: re.findall(r"(?<=\$)\d+(?!\d*%)", "$10 $20% 30 $4"), lambda: re.findall(r"(?<![a-z])(\w)(\w)?", "ab c"),
        lambda: re.split(r"(,)|;", "a,b;c"), lambda: re.split(r"\b", "a b"), lambda: re.split("x*", "axbc", maxsplit=2),
        lambda: re.sub(r"(?P<a>\w)(\d)?", r"[\g<a>\2]", "a1b"), lambda: re.subn("x*", "-", "abxd"),
        lambda: re.sub("(.)", lambda m: m[1] * m.start(), "abc"), lambda: re.sub("a", r"\n\\", "a"),
        lambda: re.findall(r"(?i:A)b", "ab AB aB"), lambda: re.findall(r"(?s:a.)b", "a\nb"),
        lambda: re.fullmatch(r"(a|ab)(c|bcd)(d*)", "abcd").groups(), lambda: re.match(r"(a)?(?(1)b|c)", "ab").span(),
        lambda: re.match(r"(a)?(?(1)b|c)$", "c").group(0, 1), lambda: re.search(r"a++b|a*+a", "aaa"),
        lambda: re.search(r"(?>a+)b", "aab").end(), lambda: re.findall(r"a{2,3}?", "aaaaa"),
        lambda: re.findall("^.$", "a\nb", re.M), lambda: re.findall(r"\A\w|\w\Z", "ab\nc"),
        lambda: re.findall(r"\w+", "naïve ﬁ", re.A), lambda: re.findall(r"[\u0391-\u03a9]", "ωΩ", re.I),
        lambda: re.findall("ß|ſ", "SS ſ s", re.I), lambda: [m.start() for m in re.finditer("(?=aa)", "aaaa")],
        lambda: re.findall(r"[]\-^a]", "]^-b"), lambda: re.findall(r"\d", "٣3"),
        lambda: re.compile("a|b").scanner("xab").search().group(), lambda: re.findall(rb"\xff.", b"\xff\n\xffa"),
        lambda: re.findall(r"(a*)*", "aab")[:2], lambda: re.match("(a|b)*", "abab").groups(),
        lambda: re.escape("a.b-c d#é"), lambda: re.search("b", "abc", re.DEBUG & 0).pos,
        lambda: re.compile("b").search("abcb", 2).string, lambda: re.compile("^b").search("ab", 1),
        lambda: re.compile("b$").fullmatch("ab\n", 1, 2))
attempt(*(functools.partial(re.compile, p) for p in ("(", ")", "[", "[b-a]", "*", "a**", "a{2,1}", "(?P<1>a)",
        "(?P<a>.)(?P<a>.)", "(?P=b)", r"\1", "(?<=a*)b", "(?", "(?z)", "a(?i)b", "(?i-i:a)", "(?<n>a)", r"\q",
        r"[\d-z]", "(?(1)a|b|c)", "(?(9)a)", "x{99999999999}", r"\N{nope}", r"\N{DIGIT ONE}", r"\x1", r"\u12", r"\777",
        "(?#", "(?P<a", "(?P>a)", "[a", "\\", "a\n(b", "(?aL)a", "(?L)a", r"[[a]&&b]", "++", "a{,3}", "a{3,}+",
        "(?P<é>x)", r"\8", r"(?:\g)", "(?-i)a", "(?i", "|*")))
attempt(lambda: re.compile(3), lambda: re.match("a", b"a"), lambda: re.match(b"a", "a"), lambda: re.compile("a", 3.5),
        lambda: re.sub("a", r"\2", "a"), lambda: re.sub("(a)", r"\g<x>", "a"), lambda: re.sub("a", r"\g<", "a"),
        lambda: re.sub("a", r"\q", "a"), lambda: re.sub("a", 3, "a"), lambda: re.match("a", "a").group(1),
        lambda: re.match("(a)", "a")["b"], lambda: re.match("a", "a").span("x"),
        lambda: re.compile(re.compile("a"), re.I), lambda: re.match("a", "a").expand(r"\1"),
        lambda: re.compile("a", re.A | re.U), lambda: re.compile(b"a", re.U), lambda: re.split("a", None),
        lambda: re.findall("a", "a", pos=1), lambda: re.sub("a", "b", "c", 1, re.I))
compiled = re.compile(r"(?mx) a  (b) # c")
print(compiled, repr(re.compile("x" * 250))[:40], compiled.flags, re.RegexFlag(compiled.flags),
      compiled == re.compile(compiled.pattern), hash(compiled) == hash(re.compile(compiled.pattern)),
      re.match("(?P<x>a)", "ab"), re.NOFLAG, re.compile(b"a", re.L).flags)
scanner = re.Scanner([(r"\d+", lambda s, t: int(t)), (r"[-+*/]", lambda s, t: {"+": operator.add,
        "-": operator.sub}.get(t, t)), (r"\s+", None), (r"\w+", lambda s, t: s.match.span())])
print(scanner.scan("1 + x2 * 3 ?rest"), re.purge(), sys.getsizeof(compiled) > 0,
      re.template if hasattr(re, "template") else "no template", isinstance(re.I, enum.Flag))


@dataclass
class Rewrite:
    pattern: str
    template: str

    def __call__(self, text):
        return re.subn(self.pattern, self.template, text, flags=re.VERBOSE | re.IGNORECASE)


rules = [Rewrite(r"\b (\w+) \s+ \1 \b", r"\1"), Rewrite(r"(?<= \d) \s* (km|m) \b", r" \1"),
         Rewrite(r"( ^ | [.!?] \s+ ) ([a-z])", lambda m: m[1] + m[2].upper())]
text = "the the road was 5km   long. it it ended at 7 M! really"
for rule in rules:
    text, count = rule(text)
    print(count, text)
