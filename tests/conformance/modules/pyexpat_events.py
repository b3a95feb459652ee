# pyexpat: the events of documents and where they are, what is refused and where, settings and their limits.
import gc, sys
import pyexpat
from xml.parsers import expat

def attempt(text):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "!", type(error).__name__, error)

handlers = [name for name in dir(pyexpat.XMLParserType) if name.endswith("Handler")]
special = [name for name in handlers if not name.startswith("Default")]

def parts(context):
    """The bindings are in no certain order."""
    return context and sorted(context.split("\f"))

def run(document, names=(), separator=None, **settings):
    parser = pyexpat.ParserCreate(None, separator)
    for name, value in settings.items():
        setattr(parser, name, value)
    for name in names:
        def handler(*arguments, name=name):
            if name == "ExternalEntityRefHandler":
                arguments = parts(arguments[0]), *arguments[1:]
            place = parser.CurrentLineNumber, parser.CurrentColumnNumber, parser.CurrentByteIndex
            print("  ", name[:-7], arguments, place, parser.GetInputContext()[:6])
            return 1
        setattr(parser, name, handler)
    try:
        print(document[:70], parser.Parse(document, True))
    except Exception as error:
        place = parser.ErrorCode, parser.ErrorLineNumber, parser.ErrorColumnNumber, parser.ErrorByteIndex
        print(document[:70], "!", type(error).__name__, error, vars(error), place)

print(expat.ExpatError.__module__, expat.error is expat.ExpatError, pyexpat.ErrorString(3), pyexpat.ErrorString(99))
print(sorted(name for name in vars(pyexpat) if name not in ("expat_CAPI", "__loader__", "__spec__")))
print(pyexpat.version_info, pyexpat.features, pyexpat.native_encoding, pyexpat.EXPAT_VERSION)
print(pyexpat.errors.codes, pyexpat.errors.messages[4], pyexpat.errors.__doc__)
print({name: value for name, value in vars(pyexpat.model).items() if name[0] == "X"})
parser = pyexpat.ParserCreate()
inner = parser.ExternalEntityParserCreate(None)
for text in """parser.__class__()
pyexpat.ParserCreate(3)
pyexpat.ParserCreate(None, 'ab')
pyexpat.ParserCreate(None, 3)
pyexpat.ParserCreate(None, None, 3)
pyexpat.ParserCreate(None, None, None).intern
pyexpat.ParserCreate('a\\0b')
setattr(parser, 'x', 1)
setattr(parser, 'buffer_size', 0)
setattr(parser, 'buffer_size', 'x')
setattr(parser, 'buffer_size', 10 ** 12)
setattr(parser, 'buffer_size', 10 ** 30)
setattr(parser, 'buffer_used', 1)
delattr(parser, 'StartElementHandler')
delattr(parser, 'buffer_text')
(parser.buffer_size, parser.buffer_text, parser.buffer_used, parser.ordered_attributes, parser.CurrentByteIndex)
parser.Parse(3)
parser.Parse()
parser.Parse(b'', 1, 2)
parser.Parse('\\ud800')
parser.ParseFile(3)
parser.SetBase(3)
parser.GetBase()
parser.SetBase('abc')
parser.GetBase()
parser.GetInputContext()
parser.ExternalEntityParserCreate(3)
parser.ExternalEntityParserCreate('a', None)
parser.SetParamEntityParsing('x')
parser.SetParamEntityParsing(2)
parser.GetReparseDeferralEnabled()
parser.SetBillionLaughsAttackProtectionActivationThreshold(-1)
parser.SetBillionLaughsAttackProtectionMaximumAmplification(0.5)
inner.SetBillionLaughsAttackProtectionMaximumAmplification(5)
parser.Parse('<a/>'), parser.CurrentByteIndex
parser.UseForeignDTD()
parser.Parse('', True)
parser.Parse('')
parser.ErrorCode, parser.ErrorByteIndex
parser.SetParamEntityParsing(1)""".splitlines():
    attempt(text)

document = b'''<?xml version="1.0"?>
<!DOCTYPE r PUBLIC "pub  id" "sys" [
<!ELEMENT r (a|(b,c?)*)+>
<!ELEMENT m (#PCDATA|a)*><!ELEMENT e EMPTY>
<!ATTLIST r x (p|q) "p" y NMTOKENS " a  b " z CDATA #FIXED "v" n NOTATION (n1) #IMPLIED i ID #REQUIRED>
<!NOTATION n1 PUBLIC "np"><!NOTATION n2 SYSTEM "ns">
<!ENTITY in "text <b/> &amp; more &#65;"><!ENTITY ex SYSTEM "e.xml"><!ENTITY un SYSTEM "u" NDATA n1>
<!ENTITY % pe "<!ENTITY frompe 'q'>">
%pe;
<?pi in subset?><!-- c -->
]>
<!-- before --><r i="1" xmlns="urn:d" xmlns:p="urn:p" p:at=" v&amp;
&#10;x ">
text &in; <p:b p:c="d"/><![CDATA[cd\r\nata]]>&ex;&frompe;&undef;<?pi  data ?></r>
<!-- after -->
'''
run(document, special)
run(document, special, "!")
run(document, special, "!", namespace_prefixes=True, ordered_attributes=1, specified_attributes=1, buffer_text=True)
run(document, ["DefaultHandler"])
run(document, ["DefaultHandlerExpand"])
run(document, ["DefaultHandler", "StartElementHandler", "EntityDeclHandler"])
run(document, ["DefaultHandlerExpand", "EndElementHandler", "CharacterDataHandler"], "!", buffer_text=1)

for text in """<a></b>|<a x="1" x="2"/>|<a>&foo;</a>|<a b=c/>|<a||<a>|<a/>x|abc|foobar<|<a/><b/>|&|1|<1>|<a>\x01</a>|<a>]]></a>
<a><!-- -- --></a>|<a><![CDATA[x</a>| <?xml version="1.0"?><a/>|<?xml version="1.0" foo="x"?><a/>|<?xml?><a/>|<a>&#0;</a>
<a>&#xd800;</a>|<a b="<"/>|<a b="&x;"/>|<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]><a>&x;</a>|<a></a|<a>x\r|<?xMl x?><a/>
<!DOCTYPE a [<!ENTITY x "<b>">]><a>&x;</a>|<!DOCTYPE a [<!ENTITY x SYSTEM "f">]><a b="&x;"/>|<!FOO><a/>|<!DOCTYPE><a/>
<!DOCTYPE a [<!ENTITY x SYSTEM "f" NDATA n>]><a>&x;</a>|<!DOCTYPE a [<!ENTITY>]><a/>|<!DOCTYPE a [%x;]><a>&y;</a>
<!DOCTYPE a [<!ELEMENT a (b,c|d)>]><a/>|<!DOCTYPE a [<!ATTLIST a b (c|d) "e">]><a b="x"/>|<!DOCTYPE a PUBLIC "{" "x"><a/>
<p:a/>|<a xmlns:p=""/>|<a xmlns:xml="x"/>|<a xmlns:xmlns="x"/>|<a xmlns:p="http://www.w3.org/2000/xmlns/"/>|<a:b:c/>|<:a/>
<a p:x="1" xmlns:p="u" xmlns:q="u" q:x="2"/>|<a xmlns=""><b xmlns="u"/></a>|<a xml:lang="en"/>|<a\u0663/>|<\u0663/>""".split("|"):
    for part in text.split("\n"):
        run(part.encode(), ["StartElementHandler", "SkippedEntityHandler"], " ")
run(b'<?xml version="1.0" encoding="cp1252"?><a>\x80</a>', ["XmlDeclHandler", "CharacterDataHandler"])
for name in ("foo", "utf-7", "utf-16", "mac_arabic", "cp037"):
    run(f'<?xml version="1.0" encoding="{name}"?><a>x</a>'.encode())
for data in ("<a>é</a>".encode("utf-16"), "\ufeff<a>é</b>".encode(), "<a>é\U0001f600</b>".encode("utf-16-be"), b"\xff", b"\0\r\n", b"<a>\xc3"):
    for name in (None, "iso-8859-1", "utf-16"):
        parser = pyexpat.ParserCreate(name)
        parser.CharacterDataHandler = print
        attempt("parser.Parse(data, True), parser.CurrentByteIndex")

text = b'<root attr="value one">text\r\nmore ]] > &amp; x<b/></root>  '
for defers in (True, False):
    parser = pyexpat.ParserCreate()
    parser.SetReparseDeferralEnabled(defers)
    found = []
    parser.StartElementHandler = lambda *arguments: found.append(arguments)
    parser.EndElementHandler = parser.CharacterDataHandler = found.append
    for index in range(len(text)):
        parser.Parse(text[index:index + 1])
        found.append(parser.CurrentByteIndex)
    parser.Parse(b"", 1)
    print(found, parser.CurrentLineNumber, parser.CurrentColumnNumber)

def external(context, base, system, public):
    print("external", parts(context), base, system, public)
    reader = parser.ExternalEntityParserCreate(context)
    if context is None:
        reader.Parse(b"<!ENTITY undef 'defined'><!ENTITY % a 'INCLUDE'><![%a;[<!ENTITY k 'kk'>]]><![IGNORE[ x ]]>", True)
    else:
        reader.Parse(b'<?xml encoding="iso-8859-1"?><x xmlns="n">\xe9&undef;</x>tail', True)
    return 1
parser = pyexpat.ParserCreate(namespace_separator="!")
parser.SetParamEntityParsing(2)
parser.SetBase("base")
for name in ("StartElementHandler", "CharacterDataHandler", "EntityDeclHandler"):
    setattr(parser, name, lambda *arguments: print(arguments))
parser.NotStandaloneHandler = lambda: print("not standalone") or 1
parser.ExternalEntityRefHandler = external
attempt("parser.Parse(document, True)")
for answer in (0, "x"):
    parser = pyexpat.ParserCreate()
    parser.ExternalEntityRefHandler = lambda *arguments: answer
    attempt("parser.Parse(document, True)")
laughs = b"".join(b'<!ENTITY %c "%s">' % (code + 1, b"&%c;" % code * 10) for code in range(97, 105))
parser = pyexpat.ParserCreate()
attempt("parser.Parse(b'<!DOCTYPE a [<!ENTITY a \"' + b'x' * 1000 + b'\">' + laughs + b']><a>&i;</a>', True)")

def fail(*arguments):
    raise KeyError("fail")
parser = pyexpat.ParserCreate()
parser.StartElementHandler = parser.CommentHandler = fail
print(gc.is_tracked(parser), [type(value) for value in gc.get_referents(parser)], sys.getsizeof(parser))
attempt("parser.Parse(b'<a><b/></a>', True)")
print(parser.StartElementHandler, gc.get_referents(parser))
attempt("parser.Parse(b'')")
parser = pyexpat.ParserCreate()
parser.CharacterDataHandler = lambda text: parser.Parse(b"")
attempt("parser.Parse(b'<a>x</a>')")
names = []
parser = pyexpat.ParserCreate()
parser.StartElementHandler = lambda name, attributes: names.append((name, attributes))
parser.Parse(b"<a b='1'><a b='2'/></a>", True)
print(names[0][0] is names[1][0], names, parser.intern)
