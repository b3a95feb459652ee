"""Declarations of the version of XML, good and bad."""

from xml.parsers import expat

VERSIONS = ["9", "1.0", "1.1", "1.", "", "1.9999999999", "01.0", "1.a", "2.0", " 1.0", "1.0 ", "1", "1.0a", "1.:"]
OTHERS = ["", " encoding='utf-8'", " encoding='1utf'", " standalone='maybe'", " standalone='no'", "encoding='utf-8'"]


def show(text, parse):
    try:
        print(repr(text), parse(text))
    except expat.ExpatError as error:
        print(repr(text), error)


def document(text):
    return expat.ParserCreate().Parse(text, True)


def entity(text):
    parser = expat.ParserCreate()
    parser.ExternalEntityRefHandler = lambda context, *_: parser.ExternalEntityParserCreate(context).Parse(text, True)
    return parser.Parse("<!DOCTYPE a [<!ENTITY e SYSTEM 'x'>]><a>&e;</a>", True)


for version in VERSIONS:
    for other in OTHERS:
        show(f"<?xml version='{version}'{other}?><a/>", document)
for text in "<?xml ?><a/>", "<?xml?><a/>", "<?xml \n ?><a/>", "<?xml version?><a/>", "<?xml encoding='utf-8'?><a/>":
    show(text, document)
for text in "<?xml version='9' encoding='utf-8'?>x", "<?xml version='1.0' ?>x", "<?xml ?>x", "<?xml encoding='utf-8'?>x":
    show(text, entity)
