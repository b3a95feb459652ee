"""Reads a catalogue in XML, changes it, writes it back, and says what is in it."""

import io
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

TEXT = """<?xml version="1.0" encoding="utf-8"?>
<catalogue xmlns:x="urn:extra">
  <!-- older stock is elsewhere -->
  <book id="b1" lang="de"><title>Der Proze&#223;</title><price>9.90</price><x:tag>classic</x:tag></book>
  <book id="b2"><title>Alice &amp; the rest</title><price>12.50</price></book>
  <book id="b3" lang="fr"><title><![CDATA[<L'Étranger>]]></title><price>7</price><x:tag>classic</x:tag></book>
  <empty/>
</catalogue>
"""


@dataclass(order=True)
class Book:
    price: float
    title: str
    tags: list[str] = field(default_factory=list, compare=False)


def read(root):
    for element in root.iterfind("book"):
        yield element.get("id"), Book(
            float(element.findtext("price")),
            element.findtext("title"),
            [tag.text for tag in element.iterfind("{urn:extra}tag")],
        )


root = ET.fromstring(TEXT.encode())
books = dict(read(root))
for number, book in sorted(books.items(), key=lambda item: item[1]):
    print(f"{number}: {book.title!r:30} {book.price:6.2f} {','.join(book.tags) or '-'}")

by_language = defaultdict(list)
for element in root.iter("book"):
    by_language[element.get("lang", "?")].append(element.attrib["id"])
print(dict(by_language))

for element in root.findall("book[@lang='de']"):
    element.set("lang", "de-DE")
    ET.SubElement(element, "note", {"kind": "<old>"}).text = escape("ß & ss")
root.remove(root.find("empty"))
ET.indent(root)
print(ET.tostring(root, encoding="unicode"))

events = [(event, element.tag) for event, element in ET.iterparse(io.BytesIO(TEXT.encode()), ("start", "end"))]
print(len(events), events[:3], events[-1])
for wrong in ("<a><b></a>", "<a", "<a>&nothing;</a>", "<a x='1' x='2'/>", ""):
    try:
        ET.fromstring(wrong)
    except ET.ParseError as error:
        print(f"{wrong!r}: {error} {error.code} {error.position}")
