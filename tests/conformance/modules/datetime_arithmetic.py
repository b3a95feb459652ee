# What dates and lengths of time give when they are added, subtracted, multiplied, divided and compared.
from datetime import UTC, date, datetime, time, timedelta, timezone


def show(texts):
    for text in texts.strip().splitlines():
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__, error)


day, hour = timedelta(1), timedelta(hours=1)
first = datetime(2024, 2, 28, 23, 59, 59, 999999)
plus_one = timezone(hour)

show("""
timedelta(1, 2, 3, 4, 5, 6, 7)
timedelta(days=-1, seconds=1.5, milliseconds=0.0005)
timedelta(microseconds=0.5), timedelta(microseconds=1.5), timedelta(microseconds=2.5), timedelta(microseconds=-0.5)
timedelta(seconds=0.1, microseconds=0.5), timedelta(hours=1.1, minutes=2.3), timedelta(weeks=1/3)
timedelta(True), timedelta(10**30, hours=-24 * 10**30)
timedelta(10**9)
timedelta(-10**9)
timedelta(10**20)
timedelta(1e20)
timedelta(float("nan"))
timedelta(float("-inf"))
timedelta("1")
timedelta(weeks=None)
day + hour, day - hour, hour - day, -day, +day, abs(-day), bool(day), bool(day - day)
day * 3, 3 * day, day * 1.5, 0.1 * day, day * True, day * -2
day / 7, day / 0.3, day / hour, day // 7, day // hour, day % timedelta(hours=5), divmod(-day, timedelta(hours=5))
[timedelta(microseconds=n) / 2 for n in (-5, -3, -1, 1, 3, 5)]
[timedelta(microseconds=n) // 2 for n in (-5, -3, -1, 1, 3, 5)]
[timedelta(microseconds=5) / n for n in (-2, -2.0, 10**30, 1e300)]
day / 0
day / 0.0
day // 0
day % timedelta(0)
divmod(day, timedelta(0))
day * float("inf")
day * float("nan")
day // 1.5
day * 10**10
timedelta.max + timedelta(microseconds=1)
timedelta.min - timedelta(microseconds=1)
-timedelta.max
abs(timedelta.min)
day + 1
1 - day
day * "a"
3 // day
day < 1
day == 1, day != 1, day > hour, day <= day, sorted([day, -day, hour])
day.total_seconds(), timedelta.max.total_seconds(), timedelta(microseconds=-1).total_seconds()
[str(timedelta(d, s, us)) for d in (-2, -1, 0, 1, 2) for s, us in ((0, 0), (3661, 7))]
[repr(timedelta(d, s, us)) for d in (-1, 0) for s in (0, 1) for us in (0, 1)]
hash(day) == hash((1, 0, 0)), hash(-day) == hash((-1, 0, 0))
date(2024, 2, 28) + day, day + date(2024, 2, 28), date(2024, 3, 1) - timedelta(1, 3600), date(2024, 3, 1) - date(2023, 3, 1)
date.max + day
date.min - day
date(2024, 1, 1) + 1
day - date(2024, 1, 1)
date(2024, 1, 1) - datetime(2024, 1, 1)
first + timedelta(microseconds=1), timedelta(366) + first, first - timedelta(366, 86399)
first - datetime(2023, 1, 1), datetime(2023, 1, 1) - first
datetime.max + timedelta(microseconds=1)
datetime.min - timedelta(microseconds=1)
datetime(2024, 1, 1, tzinfo=UTC) - datetime(2024, 1, 1, tzinfo=plus_one)
datetime(2024, 1, 1, tzinfo=UTC) - datetime(2024, 1, 1)
datetime(2024, 1, 1, 1, tzinfo=plus_one) == datetime(2024, 1, 1, tzinfo=UTC), hash(datetime(2024, 1, 1, 1, tzinfo=plus_one)) == hash(datetime(2024, 1, 1, tzinfo=UTC))
datetime(2024, 1, 1, tzinfo=UTC) < datetime(2024, 1, 1)
datetime(2024, 1, 1, tzinfo=UTC) == datetime(2024, 1, 1), datetime(2024, 1, 1, tzinfo=UTC) != datetime(2024, 1, 1)
datetime(2024, 1, 1) < date(2024, 1, 2)
date(2024, 1, 1) == datetime(2024, 1, 1), date(2024, 1, 1) < date(2024, 1, 2), date.__eq__(datetime(2024, 1, 1, 5), date(2024, 1, 1))
time(1, tzinfo=plus_one) < time(0, 30, tzinfo=UTC), time(1, tzinfo=plus_one) == time(0, tzinfo=UTC), time(1) < time(1, 0, 0, 1)
time(1) < time(1, tzinfo=UTC)
time(1) == time(1, tzinfo=UTC), time(1) != 1
hash(datetime(2000, 1, 1, tzinfo=UTC)) == hash(timedelta(730120)), hash(time(1, tzinfo=UTC)) == hash(hour)
[date(y, 1, 1).isocalendar() for y in range(2018, 2025)]
[date(y, m, 1).weekday() for y in (1, 1900, 2000, 9999) for m in (2, 3)], date.min.toordinal(), date.max.toordinal()
[date.fromordinal(n) for n in (1, 59, 60, 365, 366, 730120, 3652059)]
date.fromordinal(3652060)
date.fromordinal(0)
[date.fromisocalendar(y, 1, 1) for y in range(2018, 2025)], date.fromisocalendar(2020, 53, 7)
date.fromisocalendar(2021, 53, 1)
date.fromisocalendar(2021, 5, 8)
date.fromisocalendar(0, 1, 1)
date.fromisocalendar(9999, 52, 7)
""")


class Odd(int):
    """An int with its own idea of multiplication and division."""

    result = None

    def __mul__(self, other):
        return self

    def __radd__(self, other):
        return self

    def __divmod__(self, other):
        return self.result


class Ratio(float):
    result = None

    def as_integer_ratio(self):
        return self.result


for result in (None, (), (0, 1, 2), (0, -1), (0, 0), (0, 86400), ("a", 0), (2**40, 0)):
    Odd.result = Ratio.result = result
    print(result)
    show("timedelta(microseconds=Odd(1))\nhour * Ratio(1)\nhour / Ratio(1)")
