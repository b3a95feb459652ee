# What patterns match: every operation, in ASCII, in text beyond it, and in bytes.
import re

CASES = [
    ("a|ab|abc", "abcabc"), ("(a|b)*c", "ababc"), ("(?:(a)|(b))*", "ba"), ("(a*)*b", "aab"), ("(a*?)*?b", "aab"), ("(?:)*x", "x"),
    ("(a+|b)*?c", "aabc"), ("a{2,3}", "aaaa"), ("a{2,3}?", "aaaa"), ("a{,2}b", "aaab"), ("(?:ab){2,}", "ababab"), ("(ab){1,2}?c", "ababc"),
    ("(?>a+)b", "aaab"), ("(?>a+)ab", "aaab"), ("a++b", "aaab"), ("a++ab", "aaab"), ("(?:ab)*+a", "ababa"), ("(?:a|ab)++c", "abc"),
    ("(?:(x)|y)*+z", "xyz"), ("a?+a", "a"), ("[ab]*+c", "abac"), ("(a)(?=b)", "ab"), ("(a)(?!b)", "ab ac"), ("(?<=(a))b", "ab"),
    ("(?<!a)b", "ab b"), ("(?<=ab|cd)x", "abx cdx"), ("(?=(a+))a*b\\1", "baaabac"), ("(a)?(?(1)b|c)", "ab c"), ("(<)?a(?(1)>)", "<a> <a a"),
    ("(.)\\1", "abccd"), ("(?i)(.)\\1", "aBbA"), ("^a", "a\na"), ("(?m)^a", "a\na"), ("a$", "a\na\n"), ("(?m)a$", "a\na\n"), ("\\Aa\\Z", "a"),
    ("a\\z", "a\n"), ("\\bfoo\\b", "foo food foo"), ("\\B.", "ab c"), ("\\B", ""), ("\\b", "a b"), ("(?a)\\w+", "aé b"), ("\\w+", "aé b"),
    ("\\d+", "12٣4 x"), ("(?a)\\d+", "12٣4"), ("\\s+", "a \t\x1c\u2003b"), ("[^a-c]+", "abcdéf"), ("[^\\W\\d_]+", "a1é_b"), (".+", "ab\ncd"),
    ("(?s).+", "ab\ncd"), ("[а-я]+", "приВет"), ("(?i)[а-я]+", "приВет"), ("(?i)straße", "STRAßE"), ("(?i)ſ", "sS"), ("(?i)k", "K"),
    ("é*x", "éééx"), ("(é|e)+?x", "éeéx"), ("\U0001f600+", "a\U0001f600\U0001f600b"), ("[\U0001f600-\U0001f64f]", "x\U0001f601"),
    ("(?i)[\u0100-\u017f]x", "\u0101x\u0100X"), ("[\x80-\uffff]+", "aéö\u2028z"), ("(?<=é)b", "éb"), ("(?<=éa.)b", "éaxb"), (".\\ud800", "a\ud800"),
    ("(?:a(b)?|c)*", "abac"), ("(a(b)?)+", "aba"), ("(?:(a)|b)*", "ab"), ("(a)|b", "b"), ("((a)|b)+", "ab"), ("(?P<x>a)(?P=x)", "aa"),
    ("x*", "axb"), ("(?:x*)*", "axb"), ("a.*c", "abcabcab"), ("a.*?c", "abcabc"), ("a[^c]*c", "abcabc"), ("(a|b|c|d|e)f", "xef"),
    ("(?i:a)b", "Ab AB"), ("(?-i:a)b(?i:c)", "abC"), ("a(?#comment)b", "ab"), ("(?x) a  b # c", "ab"), ("(?:a|b)(?:c|d){2}?", "acdc"),
    ("(((((a)))))", "a"), ("(?=a)*b", "b"), ("(?:(?=(a))a)+b", "aab"), ("(?!)", "a"), ("(?:a|)+", "aa"), ("(|a)+", "aa"), ("(|a)*?b", "aab"),
    ("(?:a*)+?b", "aab"), ("(a|b)*?(b)", "abb"), ("((?:a|b)*)b", "abab"), ("(?<![a-z])\\d{3}(?!\\d)", "a123 456 7890"), ("a" * 40, "a" * 50),
]
for pattern, text in CASES:
    compiled = re.compile(pattern)
    rows = []
    for subject in (text, "é" + text, text + "é"):
        rows.append([(m.span(), m.regs[1:], m.lastindex) for m in compiled.finditer(subject)])
        match, full = compiled.match(subject), compiled.fullmatch(subject)
        rows.append((match and match.groups(), full and full.span()))
        rows.append((compiled.findall(subject), compiled.split(subject, 2)))
        rows.append((compiled.sub("-", subject), compiled.search(subject, 1, 3), compiled.match(subject, 2)))
    print(ascii(pattern), ascii(rows))
    if pattern.isascii() and "ud800" not in pattern:
        compiled, subject = re.compile(pattern.encode()), text.encode("utf-8", "surrogatepass")
        print("  bytes", [(m.span(), m.groups()) for m in compiled.finditer(subject)], compiled.sub(b"-", subject))

# All characters against categories and sets, as sums.
everything = "".join(map(chr, [*range(0x3000), *range(0xFF00, 0x10500)]))
for pattern in "\\w", "\\d", "\\s", "[^\\w\\s]", "(?i)[a-zß]", "(?i)[\xe0-\xfe]", "(?i)\u0131", "[\x00-\x7f\u0400-\u04ff\u2000]", "(?a)\\w", "(?ai)[k-z]":
    found = [ord(c) for c in re.findall(pattern, everything)]
    print(pattern, len(found), sum(found))
