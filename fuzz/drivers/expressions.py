# Regular expressions, as text and as bytes, with every flag and every way to use them.
import re


def use(pattern, text, other):
    attempt(pattern.search, text)
    attempt(pattern.fullmatch, text, 1, 50)
    match = attempt(pattern.match, text)
    if match is not None:
        attempt(match.expand, other)
        attempt(match.groupdict)
        attempt(match.span, other)
    attempt(pattern.findall, text)
    attempt(pattern.split, text, 3)
    attempt(pattern.sub, other, text)
    attempt(pattern.subn, lambda match: match[0], text)
    attempt(repr, pattern)
    scanner = attempt(pattern.scanner, text)
    if scanner is not None:
        attempt(scanner.search)
        attempt(scanner.match)


def run(data):
    given = Input(data)
    flags = (given.byte() | given.byte() << 8) & 0x1ff
    pattern, other, text = given.some(), given.some(), given.rest()
    if flags & 1:
        pattern, other, text = text_of(pattern), text_of(other), text_of(text)
    flags &= ~1
    compiled = attempt(re.compile, pattern, flags)
    if compiled is not None:
        use(compiled, text, other)
    attempt(re.escape, pattern)
    re.purge()
