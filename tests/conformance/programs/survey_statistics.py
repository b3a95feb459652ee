"""Evaluates a survey: seeded samples, descriptive statistics, histograms, regression, a bootstrap and its errors."""

import array
import bisect
import collections
import csv
import io
import itertools
import math
import random
import statistics as st
import textwrap
from dataclasses import astuple, dataclass, fields
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

ANSWERS = """person,age,town,hours,score
1,34,Bern,2.5,7
2,51,Basel,0.5,4
3,27,Bern,3.75,8
4,,Chur,1,5
5,45,Basel,1.25,6
6,38,Bern,2,7
7,62,Chur,0.25,3
8,29,Basel,4,9
"""


@dataclass(slots=True)
class Answer:
    person: int
    age: int | None
    town: str
    hours: float
    score: int

    @classmethod
    def read(cls, row):
        kinds = {field.name: field.type for field in fields(cls)}
        return cls(**{name: None if value == "" else kinds[name](value) if isinstance(kinds[name],
                type) else int(value) for name, value in row.items()})


class Histogram(collections.abc.Mapping):
    def __init__(self, values, edges):
        self.edges = sorted(edges)
        self.counts = array.array("I", bytes(4 * (len(self.edges) + 1)))
        for value in values:
            self.counts[bisect.bisect(self.edges, value)] += 1

    def __getitem__(self, edge):
        try:
            return self.counts[self.edges.index(edge) + 1]
        except ValueError:
            raise KeyError(edge) from None

    def __iter__(self):
        return iter(self.edges)

    def __len__(self):
        return len(self.edges)

    def bars(self, width=24):
        top = max(self.counts)
        for low, count in zip([-math.inf, *self.edges], self.counts):
            yield f"{low:>6.2f} {'▇' * round(count / top * width):<{width}} {count}"


answers = [Answer.read(row) for row in csv.DictReader(io.StringIO(ANSWERS))]
print(answers[3], astuple(answers[0]))
hours, scores = ([getattr(a, name) for a in answers] for name in ("hours", "score"))
ages = [a.age for a in answers if a.age is not None]
for function in (st.mean, st.fmean, st.geometric_mean, st.harmonic_mean, st.median, st.median_low, st.median_high,
                 st.median_grouped, st.mode, st.stdev, st.pstdev, st.variance, st.pvariance):
    print(f"{function.__name__:16}{function(hours):9.4f}{function(ages):10.4f}")
print(st.multimode(scores), st.multimode("abracadabra"), st.mode(a.town for a in answers))
print(st.quantiles(ages), st.quantiles(hours, n=3, method="inclusive"), st.median([]) if ages == [] else "")
line = st.linear_regression(hours, scores)
print(f"score = {line.slope:.3f} * hours + {line.intercept:.3f}, r = {st.correlation(hours, scores):.4f}, cov {st.covariance(hours, scores):.4f}")
print(st.linear_regression([1, 2, 3], [2, 4, 6], proportional=True), st.correlation([1, 2, 3], [1, 3, 2],
        method="ranked"))
for town, group in itertools.groupby(sorted(answers, key=attrgetter("town")), attrgetter("town")):
    group = list(group)
    print(f"{town:6}{len(group)}{st.mean(a.score for a in group):7.3f}  {[a.person for a in group]}")
print(st.mean([Fraction(1, 2), Fraction(1, 3)]), st.variance([Decimal("1.5"), Decimal("2.5"), Decimal(4)]),
      st.mean([1, 2, 4]), st.mean([True, False]), st.fmean([3, 4], weights=[1, 3]))
for wrong in (lambda: st.mean([]), lambda: st.mode([]), lambda: st.stdev([1]), lambda: st.harmonic_mean([1, -1]),
              lambda: st.quantiles([1, 2], n=0), lambda: st.correlation([1, 1], [2, 3]),
              lambda: st.mean(["a"]), lambda: st.geometric_mean([0.0, -1]), lambda: st.linear_regression([1], [2]),
              lambda: st.covariance([1, 2], [1]), lambda: st.quantiles([1], method="x"),
              lambda: st.fmean([1], weights=[0])):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
normal = st.NormalDist.from_samples(ages)
print(normal.mean.__round__(3),
      f"{normal.stdev:.3f} {normal.pdf(40):.5f} {normal.cdf(40):.5f} {normal.inv_cdf(0.9):.3f} {normal.zscore(50):.3f}")
print(st.NormalDist(3, 4) + st.NormalDist(1, 3), st.NormalDist(2, 1) * -2,
      st.NormalDist(0, 1).overlap(st.NormalDist(1, 1)), st.NormalDist() == st.NormalDist(0.0, 1.0),
      repr(5 - st.NormalDist(1)))
for wrong in (lambda: st.NormalDist(0, -1), lambda: normal.inv_cdf(1.5), lambda: st.NormalDist(0, 0).pdf(1)):
    try:
        wrong()
    except st.StatisticsError as error:
        print(error)
draw = random.Random(2024)
print([draw.randint(1, 6) for _ in range(12)], draw.choices("abc", weights=[5, 1, 1], k=8), draw.sample(range(100), 5),
      draw.sample(["x", "y"], counts=[2, 3], k=4))
print(f"{draw.random():.6f} {draw.gauss(0, 1):.6f} {draw.normalvariate():.6f} {draw.expovariate(2):.6f} {draw.triangular(1, 5, 2):.6f} {draw.betavariate(2, 3):.6f} {draw.gammavariate(2, 1):.6f} {draw.vonmisesvariate(0, 4):.6f} {draw.lognormvariate(0, 1):.6f} {draw.paretovariate(3):.6f} {draw.weibullvariate(1, 2):.6f}")
state = draw.getstate()
deck = list("ABCDEFGH")
draw.shuffle(deck)
draw.setstate(state)
again = list("ABCDEFGH")
draw.shuffle(again)
print("".join(deck), deck == again, draw.getrandbits(40), draw.randbytes(4), draw.randrange(10, 0, -3),
      draw.binomialvariate(10, 0.3), draw.uniform(2, 2))
for wrong in (lambda: draw.randint(5, 1), lambda: draw.choice([]), lambda: draw.sample([1], 2),
              lambda: draw.choices([]), lambda: draw.randrange(1.5), lambda: draw.sample({1, 2}, 1),
              lambda: draw.choices([1], weights=[0]), lambda: random.Random([1])):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
means = sorted(st.fmean(draw.choices(ages, k=len(ages))) for _ in range(60))
print(f"bootstrap {means[3]:.2f} .. {means[-4]:.2f}")
histogram = Histogram(hours, [0.5, 1, 2, 3])
print(*histogram.bars(), sep="\n")
print(dict(histogram), histogram[2], 7 in histogram, histogram.get(9), histogram == {0.5: 1, 1: 2, 2: 2, 3: 2})
density = st.kde(hours, h=1.0, kernel="triangular")
print(density.__doc__, textwrap.fill(" ".join(f"{density(x / 2):.3f}" for x in range(12)), 40), sep="\n")
