# What patterns, matches, scanners and templates keep alive, and whether the collector sees it.
import gc
import re
import sys
import weakref
import _sre

gc.disable()
gc.collect()


class Text(str):
    pass


def names(objects):
    return [o.__name__ if isinstance(o, type) else type(o).__name__ for o in objects]


p = re.compile("(?P<a>x)(y)?")
text = Text("xyxy")
m = p.match(text)
scanner = p.scanner(text)
template = _sre.template(p, ["a", 1, "b", 2, ""])
for thing in p, m, scanner, template:
    print(type(thing).__name__, gc.is_tracked(thing), names(gc.get_referents(thing)), thing.__sizeof__())
    try:
        print(weakref.ref(thing)() is thing)
    except TypeError as error:
        print(error)
m.regs
print(names(gc.get_referents(m)), m.regs is m.regs)
print(sys.getrefcount(text), sys.getrefcount(p), sys.getrefcount(Text))
del m, scanner
print(sys.getrefcount(text), sys.getrefcount(p))

seen = weakref.ref(text, lambda _: print("text gone"))
m = p.match(text)
del text
print("held by the match")
group = m.group()
del m
print(group)

text = Text("xx")
text.scanner = p.scanner(text)
seen = weakref.ref(text, lambda _: print("never: a scanner does not show its text"))
del text
print(gc.collect(), seen() is None)
seen().scanner = None
text = Text("xx")
text.match = p.match(text)
seen = weakref.ref(text, lambda _: print("never: dead together"))
del text
print(gc.collect() > 0, seen() is None)

iterator = p.finditer(Text("xyxyxy"))
print(len(gc.get_referents(iterator)), names(gc.get_referents(gc.get_referents(iterator)[0])[:1]))
print([match.span() for match in iterator], names(gc.get_referents(iterator)))

arguments = []
text = Text("xyxyx")
print(p.sub(lambda match: arguments.append(sys.getrefcount(match)) or "-", text), arguments, sys.getrefcount(text))
before = len(gc.get_objects())
for _ in range(3):
    p.findall("xyxy"), p.split("xyxy"), p.sub(r"\1-", "xyxy"), list(p.finditer("xyxy"))
print(len(gc.get_objects()) - before)
