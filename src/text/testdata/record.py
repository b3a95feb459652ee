"""Records what CPython answers, for the tests of this folder to replay. Run it with the reference CPython 3.14;
it rewrites the .txt files beside it. The first argument is the command that starts that CPython, where
`sys.executable` does not.

One line is one call: the operation, its arguments and the outcome, separated by tabs. Text is WTF-8 with
everything but plain ASCII as \\xHH; floats are their bits, ints are hexadecimal; lists are joined with commas.
The outcome is `=result` or `!ExceptionName: message`.
"""

import _string
import math
import os
import random
import struct
import subprocess
import sys

import _suggestions

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = (sys.argv[1:] or [sys.executable])[0]
rng = random.Random(20)
sys.set_int_max_str_digits(4300)


def text(value):
    data = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    return "".join(chr(b) if 32 <= b < 127 and b not in b"\\," else f"\\x{b:02x}" for b in data)


def bits(value):
    return struct.pack(">d", value).hex()


def show(value):
    """An argument or a result."""
    if value is None:
        return "None"
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return format(value, "x")
    if isinstance(value, float):
        return "nan" if value != value else bits(value)
    if isinstance(value, (str, bytes)):
        return text(value)
    return ",".join(show(item) for item in value)


class Recording:
    def __init__(self, name):
        self.name, self.lines, self.seen = name, [], set()

    def add(self, operation, arguments, call):
        try:
            outcome = "=" + show(call())
        except MemoryError:
            return
        except Exception as error:
            message = "" if isinstance(error, KeyError) else str(error)
            outcome = f"!{type(error).__name__}: {text(message)}"
        line = "\t".join([operation, *(show(a) for a in arguments), outcome])
        if line not in self.seen:
            self.seen.add(line)
            self.lines.append(line)

    def write(self):
        with open(os.path.join(HERE, self.name + ".txt"), "w", newline="\n") as file:
            file.writelines(line + "\n" for line in self.lines)


def some_float():
    kind = rng.randrange(8)
    if kind == 0:
        return struct.unpack(">d", rng.randbytes(8))[0]
    if kind == 1:
        return rng.choice([1, -1]) * round(rng.random() * 10 ** rng.randrange(-5, 18), rng.randrange(0, 6))
    if kind == 2:
        return float(rng.randrange(-1000, 1000)) / rng.choice([1, 2, 4, 8, 10, 100, 1000])
    if kind == 3:
        return math.ldexp(rng.choice([1.0, -1.0]), rng.randrange(-1074, 1024))
    if kind == 4:
        return float(f"{rng.randrange(1, 1000)}e{rng.randrange(-323, 306)}")
    if kind == 5:
        return math.ldexp(rng.randrange(1, 1 << 12), -rng.randrange(0, 60))
    if kind == 6:
        return rng.choice([5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e16, 1e22, 1e23, 9999999999999998.0])
    return rng.choice([0.0, -0.0, 1.0, -1.0, math.inf, -math.inf, math.nan, 0.5, 1.5, 2.5, -2.5, 1e16, 1e-4, 1e-5])


def some_int():
    kind = rng.randrange(6)
    if kind == 0:
        return rng.randrange(-20, 20)
    if kind == 1:
        return rng.choice([1, -1]) * (1 << rng.randrange(0, 200)) + rng.randrange(-1, 2)
    if kind == 2:
        return rng.randrange(-(1 << 63), 1 << 63)
    if kind == 3:
        return rng.choice([1, -1]) * rng.getrandbits(rng.choice([90, 130, 200, 450]))
    if kind == 4:
        return rng.choice([1, -1]) * 10 ** rng.randrange(0, 40) + rng.randrange(-5, 5)
    return rng.choice([(1 << 61) - 1, (1 << 61), -((1 << 61) - 1), 1 << 63, -(1 << 63), (1 << 63) - 1, 2 << 61, 255, 256, -128])


def power(x, y):
    fractional = math.isfinite(y) and y != math.floor(y)
    return "complex" if math.isfinite(x) and x < 0 and fractional else x**y


def floats():
    out = Recording("float")
    # Halfway between two shortest candidates: the even digit wins.
    for x in [2.0**-25 * 100, 574834277171283.25, 15 * 2.0**-14, 0.0008287429809570312, 2.9802322387695312e-08, 2.0**-44]:
        out.add("repr", [x], lambda: repr(x))
    for number in range(330):
        x = some_float()
        out.add("repr", [x], lambda: repr(x))
        out.add("hex", [x], lambda: x.hex())
        if x == x:
            out.add("hash", [x], lambda: hash(x))
        if not math.isfinite(x) or 1e-40 < abs(x) < 1e40 or number % 20 == 0:
            out.add("ratio", [x], lambda: x.as_integer_ratio())
        out.add("int", [x], lambda: int(x))
        out.add("is_integer", [x], lambda: x.is_integer())
        out.add("round", [x], lambda: round(x))
        digits = rng.choice([rng.randrange(-20, 25), rng.randrange(-330, 340), 0, 1, 2])
        out.add("round_to", [x, digits], lambda: round(x, digits))
    for _ in range(160):
        x, y = some_float(), some_float()
        for name, call in {
            "divmod": lambda: divmod(x, y), "floor_div": lambda: x // y, "mod": lambda: x % y,
            "div": lambda: x / y, "pow": lambda: power(x, y),
        }.items():
            out.add(name, [x, y], call)
        out.add("complex_repr", [x, y], lambda: repr(complex(x, y)))
    for x in [0.0, -0.0, 2.0, -2.0, -8.0, math.inf, -math.inf, math.nan, 1.0, -1.0, 0.5, -0.5]:
        for y in [0.0, -0.0, 1.0, -1.0, 2.0, -3.0, 3.0, 0.5, math.inf, -math.inf, math.nan, 1e300]:
            out.add("pow", [x, y], lambda: power(x, y))
            out.add("divmod", [x, y], lambda: divmod(x, y))
    parts = ["1", "0", "23", "_", ".", "e", "E", "+", "-", "inf", "nan", "Infinity", "NaN", " ", "\t", "\x1c", "\u2003",
             "\u0663", "\uff15", "x", "\ud800", "e10", "e-5", "1_0", "\xa0", "__"]
    fixed = ["", " ", "1_0.5e3", "  1_0.5e3 ", "1_", "_1", "1__0", "1_.5", "1._5", "1e_5", "1e5_0", "+-1", "1e400", "-1e400",
             "1e-400", "infinity", "-INF", "+nan", "-nan", "infin", "0x1p3", "1.", ".5", ".", "1.e5", "٣.١٤", "1\x00", "1d5",
             "179769313486231580793e289", "2.2250738585072011e-308", "9007199254740993", "9007199254740992.99999", "1e23"]
    for case in fixed + ["".join(rng.choices(parts, k=rng.randrange(1, 6))) for _ in range(300)]:
        out.add("parse", [case], lambda: float(case))
    hexes = ["0x", "1", ".", "8", "p", "+", "-", "f", "A", " ", "p5", "p-3", "ffffffffffffff", "00000", "inf", "nan", "g", "p-1070"]
    fixed = ["0x1.8p1", "0x1p1024", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7fp1023", "0x1p-1075", "0x1.8p-1075",
             "0x1p-1074", "0x0.8p-1074", "0x0.80000001p-1074", "0x1p99999999999999999999", "0x0p99999999999999999999",
             "0x1p-99999999999999999999", "0x1.0000000000000800000000000000000001p0", "0x1.00000000000008p0", "", "0x", "p1",
             "0x.p1", "1p5000z", "1p-5000z", "1p5000z", "1p-5000z", "1..2", "-0x0p0", " 0x1 ", "0x1p", "0x1p+", "Infinity", "-NaN", "infinit", "0X1P+2"]
    for case in fixed + ["".join(rng.choices(hexes, k=rng.randrange(1, 7))) for _ in range(250)]:
        out.add("from_hex", [case], lambda: float.fromhex(case))
    out.write()


def ints():
    out = Recording("int")
    parts = ["0", "1", "7", "9", "_", "a", "f", "z", "0x", "0b", "0o", "0X", "+", "-", " ", "\n", "\u0661", "\u2003", "\x1c", "12345678901234567890", "__", "\ud800", "."]
    fixed = ["", "0", "-0", "00", "0_0", "01", "0x_f", "0x__f", "_1", "1_", "0x", "0b102", " 12 ", "1 2", "٣٤", "1" * 640,
             "1" * 4300, "1" * 4301, "1" * 5000 + "z", "1_" * 4300 + "1", "0" * 4301, "9" * 700]
    for case in fixed + ["".join(rng.choices(parts, k=rng.randrange(1, 6))) for _ in range(150)]:
        bases = [10, 16] if len(case) > 99 else [0, 10, 16, rng.randrange(0, 38)]
        for base in bases:
            out.add("parse", [case, base], lambda: base and int(case, base) if base else int(case, 0))
    for _ in range(120):
        a, b, c = some_int(), some_int(), some_int()
        k = rng.randrange(0, 300)
        out.add("decimal", [a], lambda: str(a))
        out.add("hash", [a], lambda: hash(a))
        out.add("float", [a], lambda: float(a))
        out.add("bit_length", [a], lambda: a.bit_length())
        out.add("bit_count", [a], lambda: a.bit_count())
        out.add("isqrt", [a], lambda: math.isqrt(a))
        out.add("true_div", [a, b], lambda: a / b)
        out.add("floor_div", [a, b], lambda: a // b)
        out.add("mod", [a, b], lambda: a % b)
        out.add("divmod", [a, b], lambda: divmod(a, b))
        out.add("gcd", [a, b], lambda: math.gcd(a, b))
        out.add("lcm", [a, b], lambda: math.lcm(a, b))
        out.add("pow", [a, k % 4], lambda: a ** (k % 4))
        out.add("pow_mod", [a, b % 1000 - 500, c], lambda: pow(a, b % 1000 - 500, c))
        out.add("shl", [a, k - 5], lambda: a << (k - 5))
        out.add("shr", [a, k - 5], lambda: a >> (k - 5))
        out.add("round", [a, -(k % 45)], lambda: round(a, -(k % 45)))
        x = some_float()
        if x == x:
            for i in (a, int(x) if math.isfinite(x) else b):
                out.add("compare", [i, x], lambda: (i > x) - (i < x))
        length, order, signed = rng.randrange(0, 12), rng.choice(["big", "little"]), rng.random() < 0.5
        out.add("to_bytes", [a, length, order, signed], lambda: a.to_bytes(length, order, signed=signed))
        data = rng.randbytes(length)
        out.add("from_bytes", [data, order, signed], lambda: int.from_bytes(data, order, signed=signed))
        n, r = rng.randrange(-2, 80), rng.randrange(-2, 80)
        out.add("comb", [n, r], lambda: math.comb(n, r))
        out.add("perm", [n, r], lambda: math.perm(n, r))
    for value in (0, -1, 1, 255, -128, -129, 128):
        for length in (0, 1, 2):
            for signed in (True, False):
                out.add("to_bytes", [value, length, "big", signed], lambda: value.to_bytes(length, "big", signed=signed))
    for shift in (1 << 70, -(1 << 70)):
        for a in (0, 1, -1):
            out.add("shl", [a, shift], lambda: a << shift)
            out.add("shr", [a, shift], lambda: a >> shift)
    for n in range(-1, 40):
        out.add("factorial", [n], lambda: math.factorial(n))
    for n in (10**30, 2**70):
        for k in range(5):
            out.add("comb", [n, k], lambda: math.comb(n, k))
            out.add("perm", [n, k], lambda: math.perm(n, k))
    for a, b in [(10**400, 3), (10**400, 10**399), (1, 10**400), (2**1024, 1), (2**1024 - 1, 1), (2**1024 - 2**970, 1),
                 (2**53 + 1, 1), (2**54 + 3, 2), (1, 2**1074), (1, 2**1075), (3, 2**1075), (3, 2**1076), (0, -5), (0, 5)]:
        out.add("true_div", [a, b], lambda: a / b)
        out.add("float", [a], lambda: float(a))
    for exponent in (640, 4299, 4300):
        for a in (10**exponent, 10**exponent - 1, -(10**exponent)):
            out.add("decimal", [a], lambda: str(a))
    out.write()


def formats():
    out = Recording("format")
    ints = [0, 1, -1, 7, 255, -255, 1234, -1234567, 10**15, 65, 0x1F600, -(10**30), 0x10FFFF, 0x110000, 1 << 70, 0xD800]
    strs = ["", "a", "hello", "\u00e9\u4e2d\U0001f600x", "\ud800z"]
    pieces = [
        ["", "", "", "<", ">", "=", "^", "*<", "x>", "0=", "\u00e9^", "\U0001f600=", "=="],
        ["", "", "", "+", "-", " "], ["", "", "", "", "z"], ["", "", "", "#"], ["", "", "0"],
        ["", "", "1", "5", "10", "20", "31"], ["", "", "", ",", "_", ",_", "_,", ",,"],
        ["", "", "", ".0", ".1", ".3", ".10", ".25", "."],
        ["", "", "d", "b", "o", "x", "X", "n", "c", "e", "E", "f", "F", "g", "G", "%", "s", "r", "\u00e9", "\x01", "dd"],
    ]
    fixed = ["", "99999999999999999999", ".99999999999999999999", ".9999999999", "\u0663d", "10\u0663", "x", "=", "^^", "{", "\ud800<5", "#X", "_b", ",b", "!", "\x7f", "\x80", "+c", "#c", "5c", "=5c"]
    for number in range(2600):
        spec = fixed[number % len(fixed)] if number < 8 * len(fixed) else "".join(map(rng.choice, pieces))
        kind = rng.choice("iffsc") if number >= 8 * len(fixed) else "ifsc"[number // len(fixed) % 4]
        if kind == "i":
            value = rng.choice(ints)
            out.add("int", [value, spec], lambda: format(value, spec))
        elif kind == "f":
            value = some_float() if rng.random() < 0.7 else rng.choice([1234567.891, -0.04, -1e-9, 0.5, 99.995])
            out.add("float", [value, spec], lambda: format(value, spec))
        elif kind == "s":
            value = rng.choice(strs)
            out.add("str", [value, spec], lambda: format(value, spec))
        else:
            re, im = some_float(), some_float()
            out.add("complex", [re, im, spec], lambda: format(complex(re, im), spec))
    out.write()


def percents():
    out = Recording("percent")
    pieces = [["%"], ["", "", "", "-", "+", " ", "#", "0", "-0", "+0", "#0", "0#-"], ["", "", "3", "8", "20"],
              ["", "", "", ".", ".0", ".2", ".5", ".12"], ["", "", "h", "l", "L"],
              list("ddiuoxXeEfFgGcsr") + ["y", "%", "\u0394", ""]]
    ints = [0, 5, -5, 255, -255, 123456789, 1 << 70, -(1 << 70), 65, 0x1F600, -1]
    for _ in range(1500):
        spec = rng.choice(["", "", "\u00e9"]) + "".join(map(rng.choice, pieces)) + rng.choice(["", "", "|"])
        value = rng.choice([rng.choice(ints), some_float(), rng.choice(["a", "hello", "\u00e9\ud800", ""])])
        if isinstance(value, float) and ("%" not in spec or spec.rstrip("|")[-1] in "diu"):
            value = 7
        if spec.rstrip("|")[-1] == "r" and isinstance(value, str):
            value = 3
        kind = "i" if isinstance(value, int) else "f" if isinstance(value, float) else "s"
        out.add("one", [spec, kind, value], lambda: spec % (value,))
    cases = ["%", "%%", "%5%", "%d %d", "%", "%d%", "%.", "%.y", "%*d", "%.*f", "%*.*f", "%*%", "%-*d|", "%y", "abc", "%h", "%lld",
             "%hd", "%99999999999999999999d", "%.99999999999d", "%(a)d", "%(a", "%(a)", "%(a(b)c)d", "%(b)d", "%()s", "%(a)s%(a)d",
             "%(a)*d", "%(a)y", "%d%y", "%y%d", "%%%d%%", "%(a)%", "\u00e9%y", "%\n"]
    for case in cases:
        for values in ([], [3], [3, 4], [-5, 7], [2, 3, 4]):
            out.add("tuple", [case, values or ""], lambda: case % tuple(values))
        out.add("dict", [case], lambda: case % {"a": 1, "a(b)c": 2, "": 3})
    out.write()


def templates():
    out = Recording("template")
    parts = ["{", "}", "{{", "}}", "{}", "a", "!", "r", ":", "[", "]", ".", "0", "x", "{0}", "{a.b[c]}", "{!r}", "\u00e9", "!r:>{}"]
    fixed = ["", "{", "}", "{}", "{0}{}", "{}{0}", "{a", "{!", "{!r", "{!rx}", "{!}", "{:", "{:{", "{:{}}", "{[}]}", "{[", "{{}", "{}}",
             "a{", "a}", "{:{:{}}}", "x{a{b}", "{a[}{]}", "{0!s:>5}|{1!r:<{2}}", "{:{}}{}", "{:{0}}", "{a[b:c]!r:d}"]
    for case in fixed + ["".join(rng.choices(parts, k=rng.randrange(1, 7))) for _ in range(700)]:
        def pieces():
            return [repr(tuple(None if p is None else ascii(p) for p in piece)) for piece in _string.formatter_parser(case)]
        out.add("parse", [case], pieces)
        out.add("format", [case], lambda: case.format("A", "5", "<7"))
    names = ["a", "0", "12", ".", "[", "]", "b", "[0]", "[k]", ".c", "\u0663", "99999999999999999999", ""]
    for _ in range(250):
        case = "".join(rng.choices(names, k=rng.randrange(1, 6)))
        def split():
            first, rest = _string.formatter_field_name_split(case)
            return [f"{'i' if isinstance(first, int) else 'k'}:{first}"] + [
                f"{'a' if attr else 'i' if isinstance(key, int) else 'k'}:{key}" for attr, key in rest]
        out.add("name", [case], split)
    out.write()


ALPHABET = ["a", "b", "A", "B", " ", "\t", "\n", "\r", "\r\n", "\x0b", "\x1c", "\x85", "\u2028", "\u00e9", "\u00c9", "\u00df", "\u0130",
            "\u03a3", "\u03c3", "\u01c5", "\ufb01", "\u0345", "\u0301", "'", '"', "\\", "\x00", "\x7f", "\ud800", "\udfff", "\U0001f600",
            "\U00010400", "\u3000", "1", "\u0663", "\u00bd", "\u2160", "_", "-", "+", "\xad", ".", "\u1e9e", "\u2003", "\xa0"]


def some_text(alphabet=ALPHABET):
    pool = rng.choice([alphabet, alphabet[:8], rng.sample(alphabet, 3)])
    return "".join(rng.choices(pool, k=rng.choice([0, 1, 2, 3, 5, 9])))


def strings():
    out = Recording("str")
    plain = ["upper", "lower", "title", "capitalize", "swapcase", "casefold", "isalpha", "isalnum", "isdecimal", "isdigit", "isnumeric",
             "isspace", "isprintable", "isidentifier", "islower", "isupper", "istitle", "strip", "lstrip", "rstrip"]
    for number in range(170):
        s, t = some_text(), rng.choice(ALPHABET) if rng.random() < 0.7 else some_text()
        limit, start, end, width = rng.randrange(-1, 4), rng.randrange(-6, 7), rng.randrange(-6, 12), rng.randrange(-1, 14)
        for name in rng.sample(plain, 7):
            out.add(name, [s], getattr(s, name))
        out.add("repr", [s], lambda: repr(s))
        out.add("ascii", [s], lambda: ascii(s))
        out.add("strip_chars", [s, t], lambda: [s.strip(t), s.lstrip(t), s.rstrip(t)])
        out.add("split_space", [s, limit], lambda: s.split(None, limit))
        out.add("rsplit_space", [s, limit], lambda: s.rsplit(None, limit))
        if t:
            out.add("split", [s, t, limit], lambda: s.split(t, limit))
            out.add("rsplit", [s, t, limit], lambda: s.rsplit(t, limit))
            out.add("partition", [s, t], lambda: s.partition(t))
            out.add("rpartition", [s, t], lambda: s.rpartition(t))
        out.add("splitlines", [s], lambda: s.splitlines())
        out.add("splitlines_keep", [s], lambda: s.splitlines(True))
        out.add("expandtabs", [s, width], lambda: s.expandtabs(width))
        out.add("replace", [s, t, "\u00e9x", limit], lambda: s.replace(t, "\u00e9x", limit))
        out.add("center", [s, width], lambda: s.center(width, "\u00e9"))
        out.add("ljust", [s, width], lambda: s.ljust(width))
        out.add("rjust", [s, width], lambda: s.rjust(width))
        out.add("zfill", [s, width], lambda: s.zfill(width))
        out.add("find", [s, t, start, end], lambda: s.find(t, start, end))
        out.add("rfind", [s, t, start, end], lambda: s.rfind(t, start, end))
        out.add("count", [s, t, start, end], lambda: s.count(t, start, end))
        out.add("startswith", [s, t, start, end], lambda: s.startswith(t, start, end))
        out.add("endswith", [s, t, start, end], lambda: s.endswith(t, start, end))
        low, high = sorted((rng.randrange(0, 10), rng.randrange(0, 10)))
        out.add("slice", [s, low, high], lambda: s[low:high])
        out.add("reversed", [s], lambda: s[::-1])
    out.write()


def byte_strings():
    out = Recording("bytes")
    alphabet = [bytes([b]) for b in b"abAB \t\n\r\x0b\x0c\x1c01+-'\"\\\x00\x7f\x80\xff_"] + [b"\r\n"]
    plain = ["title", "capitalize", "swapcase", "isalpha", "isalnum", "isdigit", "isspace", "islower", "isupper", "istitle", "strip", "lstrip", "rstrip"]
    for _ in range(130):
        s = b"".join(rng.choices(rng.choice([alphabet, alphabet[:6]]), k=rng.choice([0, 1, 2, 3, 5, 9])))
        t = b"".join(rng.choices(alphabet, k=rng.choice([0, 1, 1, 1, 2])))
        limit, start, end = rng.randrange(-1, 4), rng.randrange(-6, 7), rng.randrange(-6, 12)
        for name in rng.sample(plain, 6):
            out.add(name, [s], getattr(s, name))
        out.add("repr", [s], lambda: repr(s))
        out.add("strip_bytes", [s, t], lambda: [s.strip(t), s.lstrip(t), s.rstrip(t)])
        out.add("split_space", [s, limit], lambda: s.split(None, limit))
        out.add("rsplit_space", [s, limit], lambda: s.rsplit(None, limit))
        out.add("splitlines", [s], lambda: s.splitlines())
        out.add("splitlines_keep", [s], lambda: s.splitlines(True))
        out.add("replace", [s, t, b"xy", limit], lambda: s.replace(t, b"xy", limit))
        out.add("translate", [s, t], lambda: s.translate(None, t))
        out.add("find", [s, t, start, end], lambda: s.find(t, start, end))
        out.add("rfind", [s, t, start, end], lambda: s.rfind(t, start, end))
        out.add("count", [s, t, start, end], lambda: s.count(t, start, end))
        group = rng.randrange(-4, 5)
        out.add("hex", [s, group], lambda: s.hex("-", group))
        h = "".join(rng.choices(["ab", "0", "F", " ", "g", "\n", "12", "\u00e9"], k=rng.randrange(0, 6)))
        out.add("from_hex", [h], lambda: bytes.fromhex(h))
    out.write()


HASHES = """
import sys
for line in sys.stdin.read().split():
    data = bytes.fromhex(line[1:])
    print(hash(data if line[0] == "b" else data.decode("utf-8", "surrogatepass")))
"""


def hashes():
    out = Recording("hash")
    values = ["", "a", "ab", "abc", "abcdefg", "abcdefgh", "abcdefghi", "\xe9", "\xff" * 9, "\u0100", "\ud800", "\U0001f600", "x" * 300,
              "\u4e2d" * 200, "\U0001f600" * 100, b"", b"a", b"\x00", b"\xff" * 33]
    values += [some_text() for _ in range(60)]
    lines = ["b" + v.hex() if isinstance(v, bytes) else "s" + v.encode("utf-8", "surrogatepass").hex() for v in values]
    for seed in (0, 1, 42, 4294967295):
        result = subprocess.run([PYTHON, "-c", HASHES], input="\n".join(lines), text=True, capture_output=True, check=True,
                                env={**os.environ, "PYTHONHASHSEED": str(seed)})
        for value, answer in zip(values, result.stdout.split(), strict=True):
            out.add("bytes" if isinstance(value, bytes) else "str", [seed, value], lambda: int(answer))
    for _ in range(200):
        items = [some_int() % (1 << 61) for _ in range(rng.randrange(0, 6))]
        items = [hash(i) for i in items]
        out.add("tuple", [items or ""], lambda: hash(tuple(items)))
        unique = sorted(set(items))
        out.add("frozenset", [unique or ""], lambda: hash(frozenset(unique)))
        re, im = some_float(), some_float()
        if re == re and im == im:
            out.add("complex", [re, im], lambda: hash(complex(re, im)))
    out.write()


def suggestions():
    out = Recording("suggest")
    words = ["blech", "blach", "BLECH", "Blech", "a", "b", "noise", "no", "append", "apend", "upend", "\u00e9t\u00e9", "ete", "x" * 45,
             "x" * 44 + "y", "somethingverywrong", "somethingverywrnog", "_private", "private", "foo_bar", "fooBar", "foobar", "[abc", "{abc"]
    for _ in range(800):
        name, candidates = rng.choice(words), rng.sample(words, rng.randrange(1, 8))
        if rng.random() < 0.5:
            at = rng.randrange(len(name))
            name = name[:at] + rng.choice(["", "x", "\u00e9", "E"]) + name[at + 1 :]
        out.add("best", [name, candidates], lambda: _suggestions._generate_suggestions(candidates, name) or "none")
    for count in (748, 749, 750):
        candidates = [f"abc{i}" for i in range(count)] + ["zzz"]
        out.add("many", [count], lambda: _suggestions._generate_suggestions(candidates, "zzy") or "none")
    out.write()


def fnv(values):
    state = 0xCBF29CE484222325
    for value in values:
        state = (state ^ value) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return state


def characters():
    """Checksums over all code points."""
    out = Recording("unicode")
    every = [chr(code) for code in range(0x110000)]
    for name in ("isalpha", "isalnum", "isdecimal", "isdigit", "isnumeric", "isspace", "islower", "isupper", "istitle", "isidentifier", "isprintable"):
        out.add(name, [], lambda: fnv(getattr(c, name)() for c in every))
    for name in ("upper", "lower", "title", "casefold"):
        out.add(name, [], lambda: fnv(ord(x) for c in every for x in getattr(c, name)()))
    out.add("splitlines", [], lambda: fnv(len((c + "a").splitlines()) > 1 for c in every))
    out.add("decimal", [], lambda: fnv(int(c) if c.isdecimal() else 10 for c in every))
    out.write()


for record in (floats, ints, formats, percents, templates, strings, byte_strings, hashes, suggestions, characters):
    record()
