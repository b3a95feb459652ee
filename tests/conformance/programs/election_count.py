"""Elections: ballots, six ways of counting them, seats by quotients, ties, recounts, reports as tables and bars."""

import collections
import csv
import functools
import heapq
import io
import itertools
import operator
import random
import statistics
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

BALLOTS = """count,ballot
5,Ann>Bob>Cyd>Dan
4,Bob>Cyd>Ann
4,Cyd>Bob>Dan>Ann
3,Dan>Cyd
2,Dan>Ann>Bob
1,Ann>Ann
x,Bob
2,
1,Eve>Bob
"""


class InvalidBallot(ValueError):
    pass


class Tie(Exception):
    def __init__(self, names, places):
        super().__init__(f"tie of {', '.join(sorted(names))} for {places}")
        self.names = sorted(names)


@dataclass(frozen=True)
class Ballot:
    ranking: tuple[str, ...]
    count: int = 1

    def __post_init__(self):
        if not self.ranking:
            raise InvalidBallot("empty")
        if twice := [n for n, c in Counter(self.ranking).items() if c > 1]:
            raise InvalidBallot(f"{twice[0]} twice")

    @functools.cache
    def rank(self, name):
        return self.ranking.index(name) if name in self.ranking else len(self.ranking)

    def best(self, names):
        return next((n for n in self.ranking if n in names), None)


def read(file, candidates):
    ballots, spoiled = [], []
    for number, row in enumerate(csv.DictReader(file), 2):
        try:
            ballot = Ballot(tuple(filter(None, row["ballot"].split(">"))), int(row["count"]))
            if strangers := set(ballot.ranking) - candidates:
                raise InvalidBallot(f"unknown: {min(strangers)}")
            ballots.append(ballot)
        except ValueError as error:
            error.add_note(f"line {number}")
            spoiled.append(error)
    return ballots, spoiled


METHODS: dict[str, Callable] = {}


def method(name):
    def register(function):
        METHODS[name] = function
        return function

    return register


@method("plurality")
def plurality(ballots, candidates):
    votes = Counter(dict.fromkeys(candidates, 0))
    for ballot in ballots:
        votes[ballot.ranking[0]] += ballot.count
    return votes


@method("borda")
def borda(ballots, candidates):
    return Counter({c: sum(b.count * (len(candidates) - 1 - b.rank(c)) for b in ballots if c in b.ranking) for c in candidates})


@method("approval")
def approval(ballots, candidates, most=2):
    return Counter(itertools.chain.from_iterable(b.ranking[:most] * b.count for b in ballots))


@method("runoff")
def runoff(ballots, candidates):
    standing, rounds = set(candidates), []
    while True:
        votes = Counter(dict.fromkeys(sorted(standing), 0))
        for ballot in ballots:
            if choice := ballot.best(standing):
                votes[choice] += ballot.count
        rounds.append(votes)
        if max(votes.values()) * 2 > votes.total() or len(standing) == 1:
            runoff.rounds = rounds
            return votes
        least = min(votes.values())
        losers = [c for c in standing if votes[c] == least]
        if len(losers) == len(standing):
            raise Tie(losers, "the last round")
        standing.discard(max(losers))


@method("condorcet")
def condorcet(ballots, candidates):
    wins = Counter()
    for a, b in itertools.permutations(sorted(candidates), 2):
        margin = sum(x.count * ((x.rank(a) < x.rank(b)) - (x.rank(a) > x.rank(b))) for x in ballots)
        wins[a] += (margin > 0) * 2 + (margin == 0)
    return wins


@method("median")
def median(ballots, candidates):
    return Counter({c: -statistics.median(list(itertools.chain.from_iterable([b.rank(c)] * b.count for b in ballots))) for c in candidates})


def winner(votes, seats=1):
    places = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if len(places) > seats and places[seats - 1][1] == places[seats][1]:
        raise Tie([n for n, v in places if v == places[seats][1]], f"place {seats}")
    return [name for name, _ in places[:seats]]


class Apportionment(ABC):
    """Divides seats among parties; the kinds differ in their divisors."""

    def __init__(self, seats, threshold=Fraction(0)):
        self.seats, self.threshold = seats, Fraction(threshold)

    @abstractmethod
    def divisor(self, seats: int) -> Fraction: ...

    def __call__(self, votes):
        total = sum(votes.values())
        entitled = {p: v for p, v in votes.items() if Fraction(v, total) >= self.threshold}
        if not entitled:
            raise ValueError("nobody passes the threshold")
        result = dict.fromkeys(entitled, 0)
        heap = [(-Fraction(v) / self.divisor(0), p) for p, v in entitled.items()]
        heapq.heapify(heap)
        for _ in range(self.seats):
            _, party = heapq.heappop(heap)
            result[party] += 1
            heapq.heappush(heap, (-Fraction(entitled[party]) / self.divisor(result[party]), party))
        return result


class Jefferson(Apportionment):
    def divisor(self, seats):
        return Fraction(seats + 1)


class Webster(Apportionment):
    def divisor(self, seats):
        return Fraction(2 * seats + 1, 2)


class Quota(Apportionment):
    divisor = None

    def __call__(self, votes):
        quota = Fraction(sum(votes.values()), self.seats)
        result = {p: int(v // quota) for p, v in votes.items()}
        rest = sorted(votes, key=lambda p: (-(votes[p] % quota), p))
        for party in rest[: self.seats - sum(result.values())]:
            result[party] += 1
        return result


candidates = {"Ann", "Bob", "Cyd", "Dan"}
ballots, spoiled = read(io.StringIO(BALLOTS), candidates)
print(len(ballots), sum(b.count for b in ballots), *(f"{type(e).__name__}: {e} ({e.__notes__[0]})" for e in spoiled),
      sep="\n")
for name, count in METHODS.items():
    votes = count(ballots, candidates)
    try:
        best = winner(votes)[0]
    except Tie as tie:
        best = f"{tie}; drawn: {random.Random(3).choice(tie.names)}"
    print(f"{name:10} {dict(sorted(votes.items()))} -> {best}")
for number, votes in enumerate(runoff.rounds, 1):
    print(number, *(f"{n} {'█' * v}{v}" for n, v in sorted(votes.items())), sep="  ")
votes = {"Red": 416, "Blue": 338, "Green": 130, "Grey": 66, "Pink": 50}
for apportion in (Jefferson(21), Webster(21), Quota(21), Webster(10, "1/20"), Jefferson(3, Fraction(1, 5))):
    seats = apportion(votes)
    off = max(abs(Fraction(seats.get(p, 0), sum(seats.values())) - Fraction(v, 1000)) for p, v in votes.items())
    print(f"{type(apportion).__name__:10}{seats} {off} {float(off):.2%}")
for bad in (lambda: Ballot(()), lambda: Ballot(("a", "a")), lambda: winner(Counter(a=1, b=1)),
            lambda: winner(Counter(a=3, b=1, c=1), 2), lambda: Apportionment(3), lambda: Jefferson(3, 1)(votes),
            lambda: Quota(3).divisor(1), lambda: Jefferson(3, "a/b"), lambda: runoff([Ballot(("a",)), Ballot(("b",))],
        {"a", "b"}), lambda: runoff([], {"a", "b"}), lambda: read(io.StringIO("a,b\n1,2\n"), set()),
            lambda: Quota(3)({}), lambda: setattr(Ballot(("a",)), "count", 3)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
by_first = defaultdict(list)
for ballot in ballots:
    by_first[ballot.ranking[0]].append(ballot.count)
print(dict(by_first), operator.countOf([b.ranking[-1] for b in ballots], "Ann"),
      collections.Counter(a=3) - Counter(a=1, b=2), Counter("aab") & Counter("abb"), Counter("aab") | Counter("abb"),
      +Counter(a=-1, b=1), Counter(a=1) <= Counter(a=2), Ballot.rank.cache_info().currsize > 5)
