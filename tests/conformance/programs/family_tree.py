"""A family tree: persons held weakly by their parents, kinship named by recursion, printed trees, cycles counted."""

import collections
import datetime
import functools
import gc
import io
import itertools
import operator
import sys
import textwrap
import weakref
from collections import deque
from dataclasses import KW_ONLY, dataclass, field
from typing import ClassVar, Iterator

gc.disable()
gc.collect()


@dataclass(eq=False)
class Person:
    registry: ClassVar[weakref.WeakValueDictionary] = weakref.WeakValueDictionary()
    name: str
    born: datetime.date
    _: KW_ONLY
    sex: str = "f"
    mother: "Person | None" = field(default=None, repr=False)
    father: "Person | None" = field(default=None, repr=False)
    children: weakref.WeakSet = field(default_factory=weakref.WeakSet, init=False, repr=False)
    spouse: "Person | None" = field(default=None, init=False, repr=False)

    def __post_init__(self):
        if self.name in self.registry:
            raise KeyError(self.name)
        for parent in self.parents:
            if parent.born >= self.born:
                raise ValueError(f"{self.name} is older than {parent.name}")
            parent.children.add(self)
        self.registry[self.name] = self

    def __class_getitem__(cls, name):
        return cls.registry[name]

    @property
    def parents(self):
        return [p for p in (self.mother, self.father) if p]

    def offspring(self):
        return sorted(self.children, key=operator.attrgetter("born"))

    def marry(self, other):
        if self.spouse or other.spouse:
            raise RuntimeError(f"{(self if self.spouse else other).name} is married")
        self.spouse, other.spouse = other, self

    def ancestors(self, distance=0) -> Iterator[tuple["Person", int]]:
        yield self, distance
        for parent in self.parents:
            yield from parent.ancestors(distance + 1)

    def descendants(self):
        todo = deque(self.offspring())
        while todo:
            person = todo.popleft()
            yield person
            todo.extend(person.offspring())

    def kin(self, other, in_law=True):
        """How `other` is related to this person."""
        if self.spouse is other:
            return "wife" if other.sex == "f" else "husband"
        mine, theirs = dict(self.ancestors()), dict(other.ancestors())
        common = [(mine[a] + theirs[a], mine[a], theirs[a]) for a in mine.keys() & theirs.keys()]
        if not common:
            if in_law and self.spouse and (kin := self.spouse.kin(other, False)):
                return f"{kin}-in-law"
            return ""
        match min(common)[1:]:
            case 0, 0:
                return "self"
            case 0, down:
                return "great-" * (down - 2) + "grand" * (down > 1) + ("daughter" if other.sex == "f" else "son")
            case up, 0:
                return "great-" * (up - 2) + "grand" * (up > 1) + ("mother" if other.sex == "f" else "father")
            case 1, 1:
                half = "half-" if set(self.parents) != set(other.parents) else ""
                return half + ("sister" if other.sex == "f" else "brother")
            case up, 1:
                return "great-" * (up - 2) + ("aunt" if other.sex == "f" else "uncle")
            case 1, down:
                return "great-" * (down - 2) + ("niece" if other.sex == "f" else "nephew")
            case up, down:
                removed = abs(up - down)
                return f"{['first', 'second', 'third'][min(up, down) - 2]} cousin" + (f" {removed}× removed" if removed else "")

    __matmul__ = kin

    def __lt__(self, other):
        return self.name < other.name

    def __str__(self):
        return f"{self.name} (*{self.born:%Y})"


def show(person, file, prefix="", last=True, root=True):
    branch = "" if root else ("└─ " if last else "├─ ")
    print(f"{prefix}{branch}{person}{f' ∞ {person.spouse.name}' if person.spouse else ''}", file=file)
    children = person.offspring()
    for child in children:
        show(child, file, prefix + ("" if root else "   " if last else "│  "), child is children[-1], False)


def load(text):
    people = []
    for line in textwrap.dedent(text).strip().splitlines():
        name, year, sex, *parents = line.split()
        mother, father = (Person[p] if p != "-" else None for p in parents or "--")
        people.append(Person(name, datetime.date(int(year), 1, 1), sex=sex, mother=mother, father=father))
    return people


people = load("""
    Ada 1900 f
    Ben 1898 m
    Cleo 1925 f Ada Ben
    Dan 1927 m Ada Ben
    Eve 1930 f
    Finn 1950 m Eve Dan
    Gina 1952 f Cleo -
    Hugo 1955 m Cleo -
    Iris 1975 f Gina Finn
    Jon 1980 m - Hugo
    Kim 2000 f Iris -
    Zed 1901 m
""")
Person["Ada"].marry(Person["Ben"])
Person["Dan"].marry(Person["Eve"])
Person["Gina"].marry(Person["Zed"])
out = io.StringIO()
show(Person["Ada"], out)
print(out.getvalue(), end="")
names = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gina", "Hugo", "Iris", "Jon", "Kim", "Zed"]
for first, second in itertools.chain(zip(names, reversed(names)), itertools.pairwise(names),
                                     [("Kim", "Ada"), ("Ada", "Kim"), ("Jon", "Iris"), ("Kim", "Jon"), ("Jon", "Kim"),
                                      ("Gina", "Ben"), ("Zed", "Cleo"), ("Dan", "Gina"), ("Hugo", "Dan")]):
    print(f"{second} is {first}'s {Person[first] @ Person[second] or 'stranger'}")
print([p.name for p in Person["Ada"].descendants()], len(dict(Person["Kim"].ancestors())),
      max(d for _, d in Person["Kim"].ancestors()), collections.Counter(p.sex for p in people))
for bad in (lambda: Person("Ada", datetime.date.today()), lambda: Person("Old", datetime.date(1800, 1, 1),
        mother=Person["Ada"]), lambda: Person["Nobody"], lambda: Person["Ben"].marry(Person["Eve"]),
            lambda: Person("x"), lambda: Person["Ada"] @ 3, lambda: Person("a", 1, "m")):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)
print(sorted(people)[:2], Person.__annotations__["mother"] if isinstance(Person.__annotations__["mother"],
        str) else "type", functools.reduce(lambda a, b: a if a.born < b.born else b, people))
print(len(Person.registry), "Old" in Person.registry, len(Person["Ada"].children))
watched = weakref.ref(people[names.index("Kim")])
people.remove(watched())
print(watched() is None, sorted(p.name for p in Person["Iris"].children), len(Person.registry))
del people
left = sorted(Person.registry.values())
print([p.name for p in left])
del left
print(sorted(Person.registry), gc.collect() > 0, sorted(Person.registry), sys.getrefcount(Person) > 2)
