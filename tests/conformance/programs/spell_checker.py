"""A spell checker: edit distances, sound codes, a tree by distance, suggestions ranked, affix rules, reports with carets."""

import bisect
import collections
import difflib
import functools
import heapq
import io
import itertools
import math
import operator
import re
import string
import textwrap
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import NamedTuple

WORDS = """the quick brown fox jumps over lazy dog and then walks walked walk home where it sleeps sleep
knight night write right rite receive believe café naïve colour colours city cities running run happy unhappy
happiness dictionary letter letters better butter bitter""".split()


class Kind(StrEnum):
    UNKNOWN = auto()
    CASE = auto()
    REPEATED = auto()
    ACCENT = auto()


@dataclass(order=True)
class Problem:
    start: int
    word: str = field(compare=False)
    kind: Kind = field(compare=False)
    suggestions: list = field(default_factory=list, compare=False)

    @property
    def stop(self):
        return self.start + len(self.word)


class Suggestion(NamedTuple):
    cost: float
    word: str


def distance(a, b, limit=None):
    """Damerau's distance, by rows; None beyond the limit."""
    before, row = None, list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        now = [i]
        for j, y in enumerate(b, 1):
            cost = min(row[j] + 1, now[-1] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if limit is not None and min(now) > limit:
            return None
        before, row = row, now
    return row[-1] if limit is None or row[-1] <= limit else None


def soundex(word):
    codes = str.maketrans("bfpvcgjkqsxzdtlmnr", "111122222222334556")
    word = plain(word)
    if not word:
        raise ValueError("nothing to hear")
    letters = word.translate(str.maketrans("", "", "hw"))
    coded = [k for k, _ in itertools.groupby(letters.translate(codes))]
    return (word[0].upper() + "".join(c for c in coded[word[0] not in "hw" :] if c.isdigit()) + "000")[:4]


@functools.cache
def plain(word):
    return "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))


class Tree:
    """Words by their distances from each other; a search visits only what can be near enough."""

    __slots__ = ("word", "children")

    def __init__(self, word):
        self.word, self.children = word, {}

    def add(self, word):
        here = self
        while (d := distance(word, here.word)) in here.children:
            here = here.children[d]
        if d:
            here.children[d] = Tree(word)

    def near(self, word, limit) -> Iterator[tuple[int, str]]:
        Tree.visited += 1
        d = distance(word, self.word)
        if d <= limit:
            yield d, self.word
        for n in range(d - limit, d + limit + 1):
            if n in self.children:
                yield from self.children[n].near(word, limit)

    def depth(self):
        return 1 + max((c.depth() for c in self.children.values()), default=0)


Tree.visited = 0


class Rules:
    """Affixes: a word is known if its stem is."""

    def __init__(self):
        self.rules = []

    def suffix(self, ending, replacement="", *, after=None):
        def register(function):
            self.rules.append((ending, replacement, re.compile(after or ""), function))
            return function

        return register

    def stems(self, word):
        for ending, replacement, after, function in self.rules:
            if word.endswith(ending) and after.search(word[: -len(ending)]):
                yield function(word[: -len(ending)] + replacement)


rules = Rules()
rules.suffix("s", after="[^s]$")(str)
rules.suffix("ies", "y")(str)
rules.suffix("ed", after="[^e]$")(str)


@rules.suffix("ing", after=r"(\w)\1$")
def single(stem):
    return stem[:-1]


class Checker:
    WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

    def __init__(self, words):
        self.counts = Counter(words)
        self.by_sound, self.by_plain = defaultdict(set), defaultdict(set)
        first, *rest = self.counts
        self.tree = Tree(first)
        for word in rest:
            self.tree.add(word)
        for word in self.counts:
            self.by_sound[soundex(word)].add(word)
            self.by_plain[plain(word)].add(word)
        self.sorted = sorted(self.counts)

    def __contains__(self, word):
        return word in self.counts or any(stem in self.counts for stem in rules.stems(word))

    def suggest(self, word, most=3):
        costs = defaultdict(lambda: math.inf)
        for d, other in self.tree.near(word, 2):
            costs[other] = d
        for other in self.by_sound[soundex(word)]:
            costs[other] = min(costs[other], 1.5)
        for other in self.by_plain[plain(word)]:
            costs[other] = 0.5
        ranked = heapq.nsmallest(most, (Suggestion(c - math.log1p(self.counts[w]) / 10 + (w[0] != word[0]) / 4,
                w) for w, c in costs.items()))
        return [w for _, w in ranked]

    def check(self, text) -> Iterator[Problem]:
        previous = None
        for match in self.WORD.finditer(text):
            word = match[0]
            lower = word.lower()
            if lower == previous:
                yield Problem(match.start(), word, Kind.REPEATED)
            elif word not in (lower, lower.title(), lower.upper()):
                yield Problem(match.start(), word, Kind.CASE, [lower] if lower in self else self.suggest(lower))
            elif lower not in self:
                kind = Kind.ACCENT if plain(lower) in self.by_plain else Kind.UNKNOWN
                yield Problem(match.start(), word, kind, self.suggest(lower))
            previous = lower

    def complete(self, prefix):
        low = bisect.bisect_left(self.sorted, prefix)
        return list(itertools.takewhile(lambda w: w.startswith(prefix), self.sorted[low:]))

    def correct(self, text):
        out, position = io.StringIO(), 0
        for problem in sorted(self.check(text)):
            out.write(text[position : problem.start])
            match problem:
                case Problem(kind=Kind.REPEATED):
                    out.seek(out.tell() - 1)
                    out.truncate()
                case Problem(word=word, suggestions=[best, *_]):
                    out.write(best.title() if word.istitle() else best)
                case Problem(word=word):
                    out.write(f"<{word}>")
            position = problem.stop
        return out.getvalue() + text[position:]


checker = Checker(WORDS)
text = "The quik borwn fox fox jumsp ovr teh lazzy DoG. Nihgt knigt recieve cafe Naive xylophone walkes citties runing bettr don't"
problems = list(checker.check(text))
for problem in problems:
    print(f"{problem.start:3} {problem.word:10} {problem.kind:9} {' '.join(problem.suggestions)}")
print(checker.correct(text))
for line in textwrap.wrap(text, 48):
    spots = [(m.start(), m.end()) for p in problems for m in re.finditer(rf"\b{re.escape(p.word)}\b", line)]
    print(line, "".join("^" if any(a <= n < b for a, b in spots) else " " for n in range(len(line))).rstrip(), sep="\n")
print({w: soundex(w) for w in ("Robert", "Rupert", "Ashcraft", "Tymczak", "Pfister", "Honeyman", "é")},
      checker.tree.depth(), len(checker.counts))
Tree.visited = 0
print(sorted(checker.tree.near("bettle", 2)), Tree.visited < len(checker.counts), checker.complete("b"),
      checker.complete("zz"), [w in checker for w in ("walked", "walking", "cities", "dogs", "foxed", "running",
        "glass")])
pairs = [("kitten", "sitting"), ("flaw", "lawn"), ("abcd", "acbd"), ("", "abc"), ("same", "same"), ("ca", "abc")]
print([distance(a, b) for a, b in pairs], distance("kitten", "sitting", 2), distance("ab", "ba", 1),
      [round(difflib.SequenceMatcher(None, *p).ratio(), 3) for p in pairs],
      difflib.get_close_matches("buter", WORDS, 3))
for bad in (lambda: soundex(""), lambda: distance("a", None), lambda: Checker([]), lambda: checker.suggest(""),
            lambda: checker.suggest(3), lambda: next(checker.check("the fox")), lambda: Problem(1),
            lambda: Problem(1, "a", "b") < 3, lambda: Kind("nope"), lambda: Rules().suffix("x")(3),
            lambda: list(checker.check(b"bytes")), lambda: setattr(checker.tree, "size", 1)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(plain.cache_info().hits > 0, collections.Counter(map(len, WORDS)).most_common(2), max(WORDS, key=len),
      functools.reduce(lambda a, b: a & b, map(set, ("letter", "better", "butter"))) == set("ter"),
      string.ascii_letters.find("Z"), operator.attrgetter("kind.name")(problems[0]))
