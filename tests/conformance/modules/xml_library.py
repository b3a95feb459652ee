# xml: ElementTree, minidom, sax, pulldom and plistlib over pyexpat.
import gc, io, plistlib, weakref
import xml.dom.minidom, xml.dom.pulldom, xml.sax, xml.sax.handler, xml.sax.saxutils
import xml.etree.ElementTree as ET

document = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE catalog [<!ENTITY who "Anna &amp; Ben">]>
<catalog xmlns="urn:c" xmlns:x="urn:x">
  <!-- note -->
  <book id="b1" x:price="12.50"><title lang="en">One &lt; Two</title><author>&who;</author></book>
  <book id="b2"><title>Zwölf</title><empty/></book>tail
</catalog>"""
root = ET.fromstring(document)
print(type(root), root.tag, len(root), [child.attrib for child in root])
print(root.find("{urn:c}book[@id='b2']/{urn:c}title").text, root.findtext(".//{*}author"))
print([(element.tag, element.text, element.tail) for element in root.iter()])
ET.register_namespace("c", "urn:c")
print(ET.tostring(root, encoding="unicode"))
print(ET.tostring(root, encoding="us-ascii"))
print(ET.canonicalize(document.replace("<!DOCTYPE catalog [<!ENTITY who \"Anna &amp; Ben\">]>", "").replace("&who;", "x")))
parser = ET.XMLPullParser(["start", "end", "start-ns", "comment"])
for start in range(0, len(document), 40):
    parser.feed(document[start:start + 40])
    print([(event, getattr(value, "tag", value)) for event, value in parser.read_events() if event != "comment"])
for event, element in ET.iterparse(io.BytesIO(document.encode())):
    print(event, element.tag, element.get("id"))
for text in ("<a><b></a>", "", "<a>&nope;</a>"):
    try:
        ET.fromstring(text)
    except ET.ParseError as error:
        print(error, error.code, error.position)
made = ET.Element("root", {"k": "v&<\""})
ET.SubElement(made, "child").text = "t]]>"
ET.indent(made)
print(ET.tostring(made, encoding="unicode", xml_declaration=True))

dom = xml.dom.minidom.parseString(document)
book = dom.getElementsByTagName("book")[0]
print(book.toxml(), dom.doctype.name, dom.doctype.internalSubset, book.getAttribute("id"))
print(dom.documentElement.toprettyxml(indent=" ", newl="\n")[:150])
kept = weakref.ref(book)
dom.unlink()
del dom, book
print(kept() is None, gc.collect() >= 0)

class Handler(xml.sax.handler.ContentHandler):
    def startElementNS(self, name, qname, attributes):
        print("start", name, qname, dict(attributes), self._locator.getLineNumber(), self._locator.getColumnNumber())
    def endElementNS(self, name, qname):
        print("end", name)
    def characters(self, content):
        if content.strip():
            print("text", repr(content))
    def startPrefixMapping(self, prefix, uri):
        print("prefix", prefix, uri)
reader = xml.sax.make_parser()
reader.setFeature(xml.sax.handler.feature_namespaces, True)
reader.setContentHandler(Handler())
reader.parse(io.BytesIO(document.encode()))
try:
    xml.sax.parseString(b"<a><b></a>", xml.sax.handler.ContentHandler())
except xml.sax.SAXParseException as error:
    print(error, error.getLineNumber(), error.getColumnNumber())
out = io.StringIO()
generator = xml.sax.saxutils.XMLGenerator(out, "utf-8", short_empty_elements=True)
xml.sax.parseString(b"<a b='&lt;'><c/>text</a>", generator)
print(out.getvalue(), xml.sax.saxutils.escape("<&>"))
for event, node in xml.dom.pulldom.parseString("<a><b>x</b></a>"):
    print(event, node.nodeName)

value = {"name": "N", "list": [1, -2, 3.5, True], "data": b"bytes" * 20, "nested": {"é": ""}}
text = plistlib.dumps(value)
print(text.decode())
print(plistlib.loads(text) == value, plistlib.loads(plistlib.dumps(value, fmt=plistlib.FMT_BINARY)) == value)
try:
    plistlib.loads(b"<plist><dict><key>a</key></dict></plist>")
except ValueError as error:
    print(error)
