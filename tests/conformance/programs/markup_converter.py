"""Converts a light markup to HTML and plain text: block grammar, inline scanner, tree, visitors, table of contents."""

import collections
import functools
import html
import itertools
import re
import string
import textwrap
import unicodedata
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import singledispatchmethod
from types import SimpleNamespace

depth = ContextVar("depth", default=0)


@dataclass
class Node:
    children: list = field(default_factory=list, kw_only=True)

    def __iter__(self):
        yield self
        for child in self.children:
            yield from child if isinstance(child, Node) else ()

    def text(self):
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)


@dataclass
class Document(Node):
    notes: dict = field(default_factory=dict)


@dataclass
class Heading(Node):
    level: int

    @functools.cached_property
    def anchor(self):
        plain = unicodedata.normalize("NFKD", self.text()).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


class Paragraph(Node): ...


class Quote(Node): ...


@dataclass
class Code(Node):
    language: str = ""


@dataclass
class Listing(Node):
    ordered: bool = False


class Item(Node): ...


@dataclass
class Span(Node):
    kind: str


@dataclass
class Link(Node):
    target: str


@dataclass
class Table(Node):
    rows: list
    align: list


INLINE = re.compile(r"""
    (?P<escape>\\[\\*_`\[\]])
  | `(?P<code>[^`]+)`
  | (?P<mark>\*\*|\*|~~)(?=\S)(?P<body>.+?)(?<=\S)(?P=mark)
  | \[(?P<label>[^\]]*)\]\((?P<target>[^)\s]*)\)
  | \[\^(?P<note>\w+)\]
  | <(?P<auto>https?://[^>]+)>
""", re.VERBOSE)


def inline(text):
    out, position = [], 0
    for match in INLINE.finditer(text):
        if before := text[position : match.start()]:
            out.append(before)
        position = match.end()
        match match.groupdict():
            case {"escape": str(e)}:
                out.append(e[1])
            case {"code": str(code)}:
                out.append(Span("code", children=[code]))
            case {"mark": str(mark), "body": body}:
                out.append(Span({"**": "strong", "*": "em", "~~": "del"}[mark], children=inline(body)))
            case {"label": str(label), "target": target}:
                out.append(Link(target, children=inline(label)))
            case {"note": str(note)}:
                out.append(Link("#note-" + note, children=[f"[{note}]"]))
            case {"auto": str(url)}:
                out.append(Link(url, children=[url]))
    return out + ([text[position:]] if text[position:] else [])


class BlockParser:
    def __init__(self, text):
        self.lines = collections.deque(text.expandtabs(4).splitlines())

    def parse(self):
        document = Document()
        document.children = list(self.blocks(document))
        return document

    def take(self, test):
        while self.lines and test(self.lines[0]):
            yield self.lines.popleft()

    def blocks(self, document):
        while self.lines:
            line = self.lines.popleft()
            if not line.strip():
                continue
            if match := re.match(r"(#{1,6})\s+(.*?)\s*#*$", line):
                yield Heading(len(match[1]), children=inline(match[2]))
            elif match := re.match(r"```(\w*)$", line):
                body = list(self.take(lambda l: l != "```"))
                if not self.lines:
                    raise EOFError(f"code block {match[1]!r} is not closed")
                self.lines.popleft()
                yield Code(match[1], children=["\n".join(body)])
            elif line.startswith(">"):
                inner = BlockParser("\n".join(l.lstrip("> ") for l in [line, *self.take(lambda l: l.startswith(">"))]))
                yield Quote(children=list(inner.blocks(document)))
            elif match := re.match(r"(?P<mark>[-*]|\d+\.) ", line):
                ordered, width = match["mark"][0].isdigit(), match.end()
                items = [[line[width:]]]
                for more in self.take(lambda l: l.startswith((" " * 2, "- ", "* ")) or l[:1].isdigit()):
                    if more.startswith(" "):
                        items[-1].append(more[width:] if more[:width].isspace() else more.strip())
                    else:
                        items.append([more.split(" ", 1)[1]])
                yield Listing(ordered, children=[Item(children=[*inline(first),
                        *BlockParser("\n".join(rest)).blocks(document)]) for first, *rest in items])
            elif match := re.match(r"\[\^(\w+)\]:\s*(.*)", line):
                document.notes[match[1]] = inline(match[2])
            elif "|" in line and self.lines and re.fullmatch(r"[\s|:-]+", self.lines[0]):
                cells = lambda l: [c.strip() for c in l.strip().strip("|").split("|")]
                align = [{(True, True): "center", (False, True): "right"}.get((c[:1] == ":", c[-1:] == ":"),
                        "left") for c in cells(self.lines.popleft())]
                yield Table([cells(line), *map(cells, self.take(lambda l: "|" in l))], align)
            else:
                rest = self.take(lambda l: l.strip() and not re.match(r"[#>`-]", l))
                yield Paragraph(children=inline(" ".join(map(str.strip, [line, *rest]))))


class Html:
    def visit_all(self, nodes):
        token = depth.set(depth.get() + 1)
        try:
            return "".join(map(self.visit, nodes))
        finally:
            depth.reset(token)

    @singledispatchmethod
    def visit(self, node):
        raise TypeError(f"cannot write {type(node).__name__} at depth {depth.get()}")

    @visit.register
    def _(self, node: str):
        return html.escape(node, quote=False)

    @visit.register
    def _(self, node: Document):
        notes = "".join(f'<li id="note-{key}">{self.visit_all(body)}</li>' for key, body in node.notes.items())
        return self.visit_all(node.children) + (f"<ol>{notes}</ol>\n" if notes else "")

    @visit.register
    def _(self, node: Heading):
        return f'<h{node.level} id="{node.anchor}">{self.visit_all(node.children)}</h{node.level}>\n'

    @visit.register(Paragraph)
    @visit.register(Quote)
    @visit.register(Item)
    def _(self, node):
        tag = {"Paragraph": "p", "Quote": "blockquote", "Item": "li"}[type(node).__name__]
        return f"<{tag}>{self.visit_all(node.children)}</{tag}>\n"

    @visit.register
    def _(self, node: Code):
        return f"<pre{f' class={node.language}' * bool(node.language)}>{self.visit_all(node.children)}</pre>\n"

    @visit.register
    def _(self, node: Listing):
        tag = "ol" if node.ordered else "ul"
        return f"<{tag}>\n{textwrap.indent(self.visit_all(node.children), '  ')}</{tag}>\n"

    @visit.register
    def _(self, node: Span):
        return f"<{node.kind}>{self.visit_all(node.children)}</{node.kind}>"

    @visit.register
    def _(self, node: Link):
        return f'<a href="{html.escape(node.target)}">{self.visit_all(node.children)}</a>'


class Plain(Html):
    @singledispatchmethod
    def visit(self, node):
        return super().visit(node)

    @visit.register
    def _(self, node: Table):
        widths = [max(map(len, column)) for column in zip(*node.rows)]
        move = {"left": str.ljust, "right": str.rjust, "center": str.center}
        return "".join(" ".join(move[a](c, w) for c, w, a in zip(row, widths,
                node.align)).rstrip() + "\n" for row in node.rows)

    @visit.register(Node)
    def _(self, node):
        body = self.visit_all(node.children)
        match node:
            case Heading(level=1):
                return f"{body.upper():=^40}\n"
            case Paragraph():
                return textwrap.fill(body, 40, subsequent_indent="  ") + "\n"
            case Item() | Quote():
                return f"{' ' * depth.get()}- {body.rstrip()}\n"
            case Link(target=target):
                return f"{body} <{target}>"
        return body


SOURCE = r"""# Über *uns* & more #

Some **bold *and nested* text**, `a < b`, \*no\*, ~~old~~
and a [link](http://x.y/?a=1&b="2") with a note[^n].

- one
- two with `code`
  1. inner first
  2. inner second
- three

> quoted *text*
> goes on

| name | size | x |
|:-----|-----:|:-:|
| pen | 12 | a |
| book | 3 | bcd |

```python
if a < b: print("**")
```
[^n]: See <https://example.org>.

## Second ünit
* star
1. number
last * one * here ** and [broken](a b) _x_
"""
document = BlockParser(SOURCE).parse()
table = next(n for n in document if isinstance(n, Table))
try:
    Html().visit(document)
except TypeError as error:
    print(error, depth.get())
print(Plain().visit(document))
document.children.remove(table)
print(Html().visit(document))
print([(h.level, h.anchor) for h in document if isinstance(h, Heading)],
      collections.Counter(type(n).__name__ for n in document), table, sep="\n")
for text in ("```\nopen", "# ", "**a", "*a* *b*", "[](x)", "- \n-", "1. a\n10. b", "> > deep", "| a |\n|--|", "\\",
             "`` x ``"):
    try:
        print(repr(text), BlockParser(text).parse().children)
    except Exception as error:
        print(repr(text), repr(error))
words = re.findall(r"\w+", document.text().casefold())
print(len(words), [w for w, _ in itertools.groupby(sorted(words))][:8], string.capwords("some words here"),
      SimpleNamespace(a=document.notes.keys()), Html.__dict__["visit"].dispatcher.dispatch(bool).__name__,
      sorted(c.__name__ for c in Html.__dict__["visit"].dispatcher.registry))
