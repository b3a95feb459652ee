# textwrap, string, reprlib, keyword.
import keyword
import reprlib
import string
import textwrap

print(textwrap.wrap("The quick brown fox-trot jumped -- over the lazy dog's well-known back.", 16))
print(textwrap.fill("Hello there. How are you today? ab_cd-ef", width=12, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten("Hello  world, how are you", 15), textwrap.wrap("supercalifragilistic", 6), textwrap.wrap("a b", 1))
print(repr(textwrap.dedent("   a\n     b\n\n   c  \n")), repr(textwrap.indent("a\n\nb\n", "> ")))
print(textwrap.wrap("one two three four five six", 9, max_lines=2), textwrap.wrap("x-y ab--cd", 3, break_on_hyphens=False))
t = string.Template("$who likes ${what}s for $$5, $who")
print(t.substitute(who="tim", what="egg"), t.safe_substitute(who=1), t.get_identifiers(), t.is_valid())
for bad in (lambda: t.substitute(who=1), lambda: string.Template("a\nb $1").substitute(), lambda: string.Template("x ${").substitute()):
    try:
        print(bad())
    except (KeyError, ValueError) as e:
        print(type(e).__name__, e)
print(string.capwords("hello  wORLD x"), string.digits + string.hexdigits, repr(string.whitespace), len(string.printable), string.punctuation)
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({i: i for i in range(9)}), reprlib.repr([[[[[[[[]]]]]]]]), reprlib.repr(10**60), reprlib.repr((1,)), reprlib.repr({3, 1, 2}))


class Node:
    def __init__(self):
        self.next = self

    @reprlib.recursive_repr("<again>")
    def __repr__(self):
        return f"Node({self.next!r})"


print(Node(), Node.__repr__.__name__, keyword.iskeyword("for"), keyword.iskeyword("match"), keyword.softkwlist, len(keyword.kwlist))
