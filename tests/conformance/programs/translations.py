"""Translated messages: catalogues compiled in memory, plural rules, fallbacks, lazy texts, collation of names."""

import collections
import gettext
import io
import locale
import os
import re
import string
import struct
import sys
import tempfile
import unicodedata
from collections import UserString
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

CATALOGUE = r'''
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2;\nLanguage: xx\n"

msgid "hello"
msgstr "grüezi"

# with a context
msgctxt "menu"
msgid "open"
msgstr "ufmache"

msgid "one file"
msgid_plural "%d files"
msgstr[0] "%d Datei"
msgstr[1] "%d Dateie"
msgstr[2] "%d Dateieli"

msgid "long "
"text"
msgstr "länger"
" und länger"
'''


class ParseError(ValueError):
    def __init__(self, line, text):
        super().__init__(f"line {line}: {text!r}")


def parse(text):
    """Yields messages as dicts of their parts."""
    message, key = collections.defaultdict(str), None
    for number, line in enumerate(text.splitlines(), 1):
        match line.strip():
            case "":
                if message:
                    yield dict(message)
                message, key = collections.defaultdict(str), None
            case comment if comment.startswith("#"):
                continue
            case body if found := re.fullmatch(r'(?:(msg\w+)(\[\d\])?\s+)?"(.*)"', body):
                if found[1]:
                    key = found[1] + (found[2] or "")
                if key is None:
                    raise ParseError(number, line)
                message[key] += found[3].replace(r"\n", "\n")
            case other:
                raise ParseError(number, other)
    if message:
        yield dict(message)


def compiled(messages):
    """The bytes of a catalogue: a header, two tables of lengths and offsets, the texts."""
    texts = {}
    for message in messages:
        key = message["msgid"]
        if context := message.get("msgctxt"):
            key = f"{context}\x04{key}"
        if plural := message.get("msgid_plural"):
            texts[f"{key}\0{plural}"] = "\0".join(message[k] for k in sorted(message) if k.startswith("msgstr["))
        else:
            texts[key] = message["msgstr"]
    pairs = sorted((k.encode(), v.encode()) for k, v in texts.items())
    offset, tables, blob = 28 + 16 * len(pairs), [], b""
    for column in zip(*pairs):
        for item in column:
            tables.append((len(item), offset + len(blob)))
            blob += item + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + b"".join(struct.pack("<2I", *row) for row in tables) + blob


class Lazy(UserString):
    """A text that is translated when it is looked at."""

    def __init__(self, function, *arguments):
        self._make = partial(function, *arguments) if callable(function) else lambda: str(function)

    @property
    def data(self):
        return self._make()


data = compiled(parse(CATALOGUE))
translation = gettext.GNUTranslations(io.BytesIO(data))
_, n_ = translation.gettext, translation.ngettext
print(_("hello"), _("nothing"), translation.pgettext("menu", "open"), translation.pgettext("x", "open"), _("long text"))
print([n_("one file", "%d files", n) % n for n in (0, 1, 2, 5, 12, 22)], n_("a", "b", 1), n_("a", "b", 2),
      translation.npgettext("c", "a", "b", 3))
print(translation.info(), translation.charset(), sep="\n")
lazy = Lazy(lambda: string.Template(_("hello") + " $name").substitute(name=current))
for current in ("Ann", "Bob"):
    print(lazy, lazy.upper(), len(lazy), lazy == f"grüezi {current}", repr(lazy[:3]))
other = gettext.NullTranslations()
translation.add_fallback(other)
other.gettext = str.swapcase
print(_("nothing"), _("hello"), other.info(), other.charset())
for damaged in (b"junk" * 9, data[:40], struct.pack("<7I", 0x950412DE, 9 << 16, 0, 0, 0, 0, 0), b"\xde\x12"):
    try:
        gettext.GNUTranslations(io.BytesIO(damaged))
    except (OSError, struct.error) as error:
        print(type(error).__name__, error)
for text in ('msgid "a"\nmsgstr a', '"orphan"', 'msgid "x'):
    try:
        print(list(parse(text)))
    except ParseError as error:
        print(error)
for rule in ("n != 1", "n>1 ? 2 : n==0", "n % 3 || !n", "(n", "n +", "n ** 2", "x", "n = 1", "1 == 2 == n"):
    try:
        plural = gettext.c2py(rule)
        print(f"{rule:16}", [plural(n) for n in range(7)])
    except (ValueError, SyntaxError) as error:
        print(f"{rule:16}", type(error).__name__, error)
try:
    gettext.c2py("n")("x")
except TypeError as error:
    print(error)
with ExitStack() as stack:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    (folder / "xx" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "xx/LC_MESSAGES/shop.mo").write_bytes(data)
    os.environ["LANGUAGE"] = "yy:xx_YY.UTF-8"
    stack.callback(os.environ.pop, "LANGUAGE")
    found = gettext.find("shop", folder)
    print(Path(found).relative_to(folder).as_posix(), gettext.find("none", folder),
          len(gettext.find("shop", folder, ["xx", "xx@old"], all=True)))
    installed = gettext.translation("shop", folder)
    print(installed.gettext("hello"), gettext.translation("shop", folder) is installed,
          type(gettext.translation("none", folder, fallback=True)).__name__)
    try:
        gettext.translation("none", folder)
    except FileNotFoundError as error:
        print(error.errno, error.strerror, error.filename)
    installed.install(["ngettext"])
    stack.callback(vars(sys.modules["builtins"]).pop, "ngettext")
    print(__builtins__._("hello"), ngettext("one file", "%d files", 3))
    gettext.bindtextdomain("shop", str(folder))
    print(gettext.dgettext("shop", "hello"), gettext.dngettext("shop", "one file", "%d files", 1),
          gettext.textdomain("shop"), gettext.gettext("hello"))
names = ["Zürich", "zug", "Aarau", "Ägeri", "Oensingen", "Öhningen", "straße", "Strasse"]


@cache
def plain(text):
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


print(sorted(names), sorted(names, key=plain), plain.cache_info(), sep="\n")
print(locale.normalize("de_ch"), locale.setlocale(locale.LC_ALL, "C"), locale.localeconv()["decimal_point"],
      locale.format_string("%.2f %d", (1234.5, 7), grouping=True), locale.strcoll("a", "b") < 0, locale.atof("1.5"),
      locale.getlocale())
