"""A small wiki: markup to HTML, links between pages, a search index, templates, an HTML checker."""

import functools
import html
import html.parser
import re
import string
import unicodedata
import urllib.parse
from collections import defaultdict

PAGES = {
    "Home": "= Welcome =\nThis is *bold*, /slanted/ and `x < y`.\nSee [[Über uns]] or [[Home|here]].\n* one\n* two <b>\n\nEnd & done.",
    "Über uns": "= About =\nWe are [[Nobody]]. Write to http://example.org/a?b=c&d=e.",
}
INLINE = re.compile(
    r"""(?P<link>\[\[(?P<target>[^]|]+)(?:\|(?P<text>[^]]+))?\]\])|(?P<code>`[^`]+`)|(?P<bold>\*[^*\s][^*]*\*)
      |(?P<slant>(?<!:)/[^/\s][^/]*/)|(?P<url>https?://[^\s.]+(?:\.[^\s.]+)*)""", re.X)


@functools.cache
def slug(title):
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"\W+", "-", plain.lower()).strip("-")


def inline(text):
    def replace(match):
        match match.lastgroup:
            case "code":
                return f"<code>{html.escape(match['code'][1:-1])}</code>"
            case "bold":
                return f"<b>{inline(match['bold'][1:-1])}</b>"
            case "slant":
                return f"<i>{inline(match['slant'][1:-1])}</i>"
            case "url":
                return f'<a href="{html.escape(match["url"])}">link</a>'
        target = match["target"]
        known = "" if target in PAGES else ' class="missing"'
        return f'<a{known} href="/{urllib.parse.quote(target)}#{slug(target)}">{html.escape(match["text"] or target)}</a>'

    out, end = [], 0
    for match in INLINE.finditer(text):
        out += [html.escape(text[end:match.start()], quote=False), replace(match)]
        end = match.end()
    return "".join(out + [html.escape(text[end:], quote=False)])


def render(text):
    in_list = False
    for line in text.splitlines():
        if line.startswith("* ") != in_list:
            in_list = not in_list
            yield "<ul>" if in_list else "</ul>"
        if heading := re.fullmatch(r"= (.+) =", line):
            yield f"<h1>{inline(heading[1])}</h1>"
        elif in_list:
            yield f"  <li>{inline(line[2:])}</li>"
        elif line:
            yield f"<p>{inline(line)}</p>"


class Checker(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.links, self.words = [], [], []

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.links += [value for name, value in attributes if name == "href"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data):
        self.words += re.findall(r"\w+", data.casefold())


template = string.Template("<!-- $title ($$${price}) -->\n$body\n")
index = defaultdict(set)
for title, text in PAGES.items():
    page = template.substitute(title=title, price=0, body="\n".join(render(text)))
    print(page)
    checker = Checker()
    checker.feed(page)
    checker.close()
    for word in checker.words:
        index[word].add(slug(title))
    print(checker.open, [urllib.parse.urlsplit(urllib.parse.unquote(link))[2:] for link in checker.links])
print({word: sorted(pages) for word, pages in sorted(index.items()) if len(pages) > 1})
print(slug.cache_info(), urllib.parse.parse_qs("a=1&b=%C3%BC&a=2&c="), urllib.parse.urljoin("http://x.org/a/b", "../c?d#e"))
