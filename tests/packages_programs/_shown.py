"""How the programs print graphs and sizes, so that neither addresses nor the order of sets shows."""

import collections
import re

ADDRESS = re.compile(r"\b(?:(?:0x|Xx|x)([0-9a-f]{2,16})\b|(node|too_many_o|o_?)(\d+)|(\d{12,15})\b)")


def kind(value):
    return type(value).__name__


def kinds(values):
    """How many objects there are of each type."""
    return sorted(collections.Counter(map(kind, values)).items())


def masked(text):
    """The text with numbers in the place of addresses, in the order in which they come up."""
    numbers = {}

    def number(found):
        hexadecimal, lead, decimal, bare = found.groups()
        if hexadecimal and len(hexadecimal) < 12:
            # What a label has cut is the same for many addresses.
            return f"{lead or ''}#"
        address = int(hexadecimal, 16) if hexadecimal else int(decimal or bare)
        return f"{lead or ''}#{numbers.setdefault(address, len(numbers) + 1)}"
    return ADDRESS.sub(number, text)


def plain(text):
    """The text without addresses."""
    return ADDRESS.sub(lambda found: f"{found[2] or ''}#", text)


def lines(text):
    """The lines of a graph whose nodes come in the order of a set."""
    return sorted(plain(text).splitlines())


def annotated(graph):
    """Edges of one of refcycle's graphs, by what its nodes are."""
    names = {vertex.id: vertex.annotation for vertex in graph.vertices}
    for edge in sorted((names[edge.tail], str(edge.annotation), names[edge.head]) for edge in graph.edges):
        print("   ", plain("{} --{}--> {}".format(*edge).replace("\\n", " ")))


def rows(summary, *names):
    """Rows of a summary of Pympler's about these types."""
    return sorted(row for row in summary if any(name in row[0] for name in names))
