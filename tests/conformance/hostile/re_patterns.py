# Patterns that would need much stack or time elsewhere: none crashes, and a long match leaves what it should.
import re

print(len(re.match("(?:a|b)*", "ab" * 100000).group()))
print(len(re.match("(?:a|b)*?c", "ab" * 50000 + "c").group()))
print(len(re.match("(a|b)*", "ab" * 50000).group(1)))
print(re.match("(?:(?:(?:a)*)*)*$", "a" * 12 + "b"))
print(len(re.match("(?>(?:a|b)*)", "ab" * 50000).group()))
print(len(re.match("(?:a|b)*+", "ab" * 50000).group()))
print(len(re.match("(?:(a)|b)*+", "ab" * 50000).group()))
print(re.match("(?=(?:a|b)*c)", "ab" * 50000))
print(re.fullmatch("(x+x+)+y", "x" * 18))
print(re.match("(" * 90 + "a" + ")*" * 90, "aaa"))
for depth in (200, 5000):
    try:
        print(re.compile("(?:" * depth + "a" + ")" * depth))
    except RecursionError as error:
        print(type(error).__name__)
    except re.error as error:
        print(error)
codes = [4, 3, 0] * 3000 + [1]
import _sre
try:
    _sre.compile("", 0, codes, 0, {}, ())
except RuntimeError as error:
    print(error)
