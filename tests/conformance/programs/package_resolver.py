"""Resolves versions of packages: semantic versions, constraints, backtracking with explanations, lock files, cycles."""

import collections
import functools
import graphlib
import hashlib
import itertools
import json
import operator
import re
import sys
import tomllib
from dataclasses import dataclass, field, replace
from typing import Iterator, Self

INDEX = """
[app]
"1.0.0" = { web = "^2.0", db = ">=1.2,<3", log = "*" }
[web]
"1.9.0" = { http = "~1.0" }
"2.0.0" = { http = "^1.1", log = "^1" }
"2.1.0" = { http = "^2.0", log = ">=1.5" }
"2.2.0-rc.1" = { http = "^2.0" }
[http]
"1.0.0" = {}
"1.1.3" = { tls = "1.*" }
"2.0.0" = { tls = "^2" }
[tls]
"1.4.0" = {}
"2.0.0" = { log = "<1.5" }
[db]
"1.2.0" = { log = "^1.0" }
"2.9.9" = { log = "!=1.4.0", tls = "^1" }
"3.0.0" = {}
[log]
"1.4.0" = {}
"1.5.0" = {}
"2.0.0" = { app = "*" }
"""


VERSION = re.compile(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[\w.]+)?")


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    major: int
    minor: int = 0
    patch: int = 0
    pre: tuple = ()

    @classmethod
    def parse(cls, text) -> Self:
        if not (match := VERSION.fullmatch(text)):
            raise ValueError(f"invalid version {text!r}")
        *numbers, pre = match.groups()
        return cls(*(int(n or 0) for n in numbers), tuple((0, int(p), "") if p.isdigit() else (1, 0,
                p) for p in (pre or "").split(".") if p))

    def bump(self, part):
        match part:
            case "major":
                return Version(self.major + 1)
            case "minor":
                return Version(self.major, self.minor + 1)
            case "patch":
                return replace(self, patch=self.patch + 1, pre=())
        raise AttributeError(part)

    @property
    def key(self):
        return self.major, self.minor, self.patch, not self.pre, self.pre

    def __lt__(self, other):
        return self.key < other.key if isinstance(other, Version) else NotImplemented

    def __str__(self):
        return f"{self.major}.{self.minor}.{self.patch}" + ("-" + ".".join(p[2] or str(p[1]) for p in self.pre) if self.pre else "")


class Constraint:
    SIGNS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "!=": operator.ne,
             "==": operator.eq, "": operator.eq}

    def __init__(self, text):
        self.text, self.tests = text, []
        for part in filter(None, map(str.strip, text.split(","))):
            sign, number = re.fullmatch(r"([<>=!^~]*)\s*(.*)", part).groups()
            if number.endswith("*"):
                fixed = [int(n) for n in number[:-1].split(".") if n]
                self.tests.append(lambda v, fixed=fixed: list(v.key[: len(fixed)]) == fixed)
            elif sign in ("^", "~"):
                low = Version.parse(number)
                high = low.bump("major" if sign == "^" and low.major else "minor")
                self.tests.append(lambda v, low=low, high=high: low <= v < high)
            elif sign in self.SIGNS:
                self.tests.append(lambda v, test=self.SIGNS[sign], limit=Version.parse(number): test(v, limit))
            else:
                raise ValueError(f"invalid constraint {part!r}")

    def __contains__(self, version):
        return all(test(version) for test in self.tests) and (not version.pre or "-" in self.text)

    def __repr__(self):
        return self.text


class Conflict(Exception):
    def __init__(self, package, reasons):
        super().__init__(package)
        self.reasons = reasons

    def __str__(self):
        return f"no version of {self.args[0]} satisfies " + " and ".join(f"{c} ({who})" for who, c in self.reasons)


@dataclass
class Resolver:
    index: dict
    tried: int = 0
    log: list = field(default_factory=list)

    def versions(self, name):
        try:
            return sorted(self.index[name], reverse=True)
        except KeyError:
            raise LookupError(f"no package {name}") from None

    def solve(self, wanted, chosen=None, reasons=None) -> Iterator[dict]:
        chosen, reasons = chosen or {}, reasons or {}
        if not wanted:
            yield dict(chosen)
            return
        (who, name, constraint), *rest = wanted
        reasons = reasons | {name: (*reasons.get(name, ()), (who, constraint))}
        if name in chosen:
            if chosen[name] not in constraint:
                raise Conflict(name, reasons[name])
            yield from self.solve(rest, chosen, reasons)
            return
        fits = [v for v in self.versions(name) if all(v in c for _, c in reasons[name])]
        if not fits:
            raise Conflict(name, reasons[name])
        last = None
        for version in fits:
            self.tried += 1
            more = [(f"{name} {version}", n, c) for n, c in self.index[name][version].items()]
            try:
                yield from self.solve(rest + more, chosen | {name: version}, reasons)
                last = None
            except Conflict as error:
                self.log.append(f"{name} {version}: {error}")
                error.add_note(f"when trying {name} {version}")
                last = error
        if last is not None:
            raise last

    def resolve(self, **wanted):
        return next(self.solve([("you", n, Constraint(c)) for n, c in wanted.items()]))

    def order(self, chosen):
        return list(graphlib.TopologicalSorter({n: sorted(self.index[n][v]) for n, v in chosen.items()}).static_order())


def lock(chosen):
    body = json.dumps({n: str(v) for n, v in sorted(chosen.items())}, indent=1)
    return body, hashlib.sha256(body.encode()).hexdigest()[:12]


index = {name: {Version.parse(v): {n: Constraint(c) for n, c in needs.items()} for v,
                needs in versions.items()} for name, versions in tomllib.loads(INDEX).items()}
resolver = Resolver(index)
chosen = resolver.resolve(app="*")
print({n: str(v) for n, v in chosen.items()}, resolver.tried, *resolver.log, *lock(chosen), resolver.order(chosen),
      sep="\n")
for wanted in ({"web": "2.1.0"}, {"web": ">=2", "tls": "^2"}, {"http": "^2", "db": ">=2,<3"}, {"web": "2.2.0-rc.1"},
               {"web": ">2.1"}, {"nope": "*"}, {"log": "2.*"}, {"db": "~2.9", "log": "1.4.0"},
               {"log": "*", "tls": "2"}):
    resolver = Resolver(index)
    try:
        found = resolver.resolve(**wanted)
        print(wanted, "->", {n: str(v) for n, v in found.items()}, resolver.tried)
        resolver.order(found)
    except Conflict as error:
        print(wanted, "->", error, error.__notes__ if hasattr(error, "__notes__") else "", resolver.tried)
    except LookupError as error:
        print(wanted, "->", type(error).__name__, error)
    except graphlib.CycleError as error:
        print("  cycle of", len(error.args[1]) - 1)
versions = [Version.parse(t) for t in ("1.0.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta.11", "1.0.0-beta.2", "0.9",
                                       "1.0.0-1", "1.0.0+build.5")]
print(*sorted(versions), max(versions) is versions[0], versions[0] == versions[-1], len(set(versions)),
      *(versions[2].bump(p) for p in ("major", "minor", "patch")))
print([(str(Constraint(c)), [str(v) for v in sorted(index["web"]) if v in Constraint(c)]) for c in ("^1", "~2.1", "2.*",
        "*", "!=2.0.0,>1", "^2.2.0-rc.0", "<= 2", "^0.1")])
for bad in (lambda: Version.parse("1.x"), lambda: Constraint("=>1"), lambda: Constraint("^"), lambda: versions[0] < 3,
            lambda: versions[0].bump("micro"), lambda: setattr(versions[0], "major", 2), lambda: Resolver(),
            lambda: next(Resolver({}).solve([("me", "x", Constraint("1"))])), lambda: Version(1).pre[0],
            lambda: "x" in Constraint("1")):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(len(list(itertools.islice(Resolver(index).solve([("you", "log", Constraint("1.*"))]), 9))),
      collections.Counter(len(v) for v in index.values()), Version.__slots__, sys.intern("log") in index)
