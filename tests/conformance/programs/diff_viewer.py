"""Compares texts in the ways of diff tools: unified, context, side by side, word by word, and three-way merges."""

import difflib
import io
import itertools
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

OLD = """\
# Recipe
flour 200 g
sugar 100 g
eggs 2

mix
bake 30 min
serve
""".splitlines(keepends=True)
NEW = """\
# Recipe for six
flour 200 g
brown sugar 120 g
eggs 3
butter 50 g

mix well
bake 30 min
eat
""".splitlines(keepends=True)


class Block(NamedTuple):
    tag: Literal["equal", "replace", "delete", "insert"]
    old: Sequence[str]
    new: Sequence[str]


class Change:
    def __init__(self, old, new):
        self.old, self.new = old, new

    @cached_property
    def matcher(self):
        print("(compared)")
        return difflib.SequenceMatcher(None, self.old, self.new, autojunk=False)

    def __iter__(self):
        for tag, i1, i2, j1, j2 in self.matcher.get_opcodes():
            yield Block(tag, self.old[i1:i2], self.new[j1:j2])

    def columns(self, width=20):
        for tag, old, new in self:
            mark = {"equal": " ", "replace": "|", "delete": "<", "insert": ">"}[tag]
            for left, right in itertools.zip_longest(old, new, fillvalue=""):
                yield f"{left.rstrip():<{width}}{mark} {right.rstrip()}".rstrip()

    def invert(self):
        return Change(self.new, self.old)


def words(old, new):
    out = io.StringIO()
    for tag, before, after in Change(re.findall(r"\w+|\W", old), re.findall(r"\w+|\W", new)):
        match tag, "".join(before), "".join(after):
            case "equal", text, _:
                out.write(text)
            case "insert", _, text:
                out.write(f"{{+{text}+}}")
            case "delete", text, _:
                out.write(f"[-{text}-]")
            case "replace", text, other:
                out.write(f"[-{text}-]{{+{other}+}}")
    return out.getvalue()


@dataclass
class Conflict(Exception):
    line: int
    ours: list
    theirs: list

    def __str__(self):
        return f"line {self.line}: {self.ours} against {self.theirs}"


def merge(base, ours, theirs, *, choose=None):
    """Lines that only one side has changed are taken from it; `choose` decides where both have."""
    edits = {}
    for side, text in enumerate((ours, theirs)):
        for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(a=base, b=text).get_opcodes():
            if tag != "equal":
                edits.setdefault((i1, i2), {})[side] = text[j1:j2]
    position = 0
    for (begin, end), sides in sorted(edits.items()):
        yield from base[position:begin]
        match sides:
            case {0: a, 1: b} if a != b:
                if choose is None:
                    raise Conflict(begin + 1, a, b)
                yield from choose(a, b)
            case {0: lines} | {1: lines}:
                yield from lines
        position = max(position, end)
    yield from base[position:]


for name, function in (("unified", difflib.unified_diff), ("context", difflib.context_diff)):
    print(f"--- {name}")
    print(*map(str.rstrip, function(OLD, NEW, "old.txt", "new.txt", "monday", "tuesday", n=1)), sep="\n")
change = Change(OLD, NEW)
print(*change.columns(), sep="\n")
print(round(change.matcher.ratio(), 4), change.matcher.quick_ratio() >= change.matcher.ratio(),
      change.matcher.real_quick_ratio())
print(change.matcher.find_longest_match(), change.matcher.get_matching_blocks()[-1], vars(change).keys())
print([tuple(block.tag for block in change.invert())])
compared = list(difflib.ndiff(OLD[:4], NEW[:5]))
print(*(textwrap.shorten(line, 30) if len(line) > 40 else line.rstrip("\n") for line in compared), sep="\n")
print(list(difflib.restore(compared, 1)) == OLD[:4], "".join(difflib.restore(compared, 2)) == "".join(NEW[:5]))
print(words("the quick brown fox", "the slow brown dog jumps"))
base = ["a", "b", "c", "d", "e"]
print(list(merge(base, ["a", "B", "c", "d", "e"], ["a", "b", "c", "d", "E", "f"])))
merging = merge(base, ["a", "x", "c", "d", "e"], ["a", "y", "c", "d", "e"])
try:
    print(next(merging), end=" ")
    next(merging)
except Conflict as error:
    print(error, repr(error), error.args)
print(list(merge(base, ["a", "x", "c", "d"], ["a", "y", "c", "d", "e"], choose=lambda a, b: ["<", *a, "=", *b, ">"])))
print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]),
      difflib.get_close_matches("zzz", ["a"], cutoff=0.0))
for wrong in (lambda: difflib.get_close_matches("a", [], n=0), lambda: difflib.get_close_matches("a", [], cutoff=2),
              lambda: list(difflib.restore([], 3)), lambda: list(difflib.unified_diff([b"a"], ["a"]))):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(list(difflib.diff_bytes(difflib.unified_diff, [b"a\xff"], [b"a"], b"f", b"g", lineterm=b"")))
junk = difflib.SequenceMatcher(lambda c: c == " ", "ab cd", "cd ab")
print(junk.bjunk, junk.get_opcodes(), list(junk.get_grouped_opcodes(0)), difflib.IS_LINE_JUNK("  # \n"),
      difflib.IS_CHARACTER_JUNK("x"))
table = difflib.HtmlDiff(wrapcolumn=12).make_table(OLD[:2], NEW[:2], "old", "new", context=True)
print(table.count("<tr>"), re.findall(r'class="(diff_\w+)"', table)[:6], "&nbsp;" in table)
