# What constructors and methods say of arguments they do not take.
from datetime import date, datetime, time, timedelta, timezone


class Index:
    def __init__(self, number):
        self.number = number

    def __index__(self):
        return self.number


def show(texts):
    for text in texts.strip().splitlines():
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__, error)


iso = type(date.min.isocalendar())
show("""
date()
date(2024)
date(2024, 1)
date(2024, 1, 1, 1)
date(2024, 1, x=1)
date(2024, 1, 1, x=1)
date("a", 1, 1)
date("a")
date(1.5, 1, 1)
date(2**40, 1, 1)
date(-2**40, 1, 1)
date(2**70, 1, 1)
date(Index(2024), True, Index(3))
date(0, 1, 1)
date(10000, 1, 1)
date(2024, 0, 1)
date(2024, 13, 1)
date(2023, 2, 29)
date(2024, 2, 30)
date(2024, 1, -1)
date(year=2024, month=1, day=1)
date(2024, month=1, day=1, year=3)
time(24)
time(0, 60)
time(0, 0, -1)
time(0, 0, 0, 1000000)
time(fold=2)
time(hour=1, fold=1)
time(1, 2, 3, 4, 5)
time(1, 2, 3, 4, None, 0)
time(1, 2, 3, 4, None, 0, 0)
time("a")
time(hours=1)
time(1, hour=1)
time(1, x=3)
datetime(2024, 1)
datetime(2024, 1, 1, 24)
datetime(2024, 1, 1, 0, 0, 0, 0, None, 1)
datetime(2024, 1, 1, 0, 0, 0, 0, None, 1, 1)
datetime(2024, 1, 1, tzinfo=4)
datetime(2024, 1, 1, fold=3)
datetime(2024, 1, 1, year=3)
datetime(2024, 1, 1, tz=None)
datetime(0, 13, 32, 25)
timedelta(1, 2, 3, 4, 5, 6, 7, 8)
timedelta(day=1)
timedelta(1, days=2)
timedelta(**{"seconds": 1, "weeks": 2})
timezone(offset=1)
timezone(offsets=1)
iso(1, 2)
iso(1, 2, 3)
iso(year=1, week=2, weekday=3)
iso(1, 2, "a")
iso(1, 2, 3, x=4)
iso(1, 2, 2**40)
date.min.replace(1, 2, 3, 4)
date.min.replace(month=13)
date.min.replace(x=1)
date.min.replace("a")
date.min.replace(2**40)
date.min.__replace__(2024)
date.min.__replace__(x=1)
time.min.replace(1, 2, 3, 4, None, 0)
time.min.replace(tzinfo=3)
time.min.replace(hours=3)
time.min.replace(fold=2)
datetime.min.replace(1, 1, 1, 1, 1, 1, 1, None, 1)
datetime.min.replace(tzinfo=3)
datetime.min.replace(hour=None)
datetime.min.replace(years=3)
date.fromordinal()
date.fromordinal(1, 2)
date.fromordinal("a")
date.fromordinal(2**40)
date.fromordinal(ordinal=1)
date.fromisocalendar(1, 2)
date.fromisocalendar(1, 2, 3, 4)
date.fromisocalendar("a", 1, 1)
date.fromisocalendar(2**40, 1, 1)
date.fromisocalendar(2024, -2**70, 1)
date.fromisocalendar(year=2024, week=1, day=1)
date.fromisocalendar(2024, 1, weekday=1)
date.fromtimestamp()
date.min.isoformat(1)
date.min.timetuple(1)
date.today(1)
datetime.min.timetz(1)
datetime.utcnow(1)
datetime.min.astimezone(1, 2)
datetime.min.astimezone(timezone=1)
datetime.min.astimezone(3)
date.min.year.x
date.min.day is date.min.month
""")
for cls, name in ((date, "year"), (time, "hour"), (datetime, "fold"), (timedelta, "days"), (iso, "week")):
    value = getattr(cls, "min", None) or iso(1, 2, 3)
    for change in (lambda: setattr(value, name, 1), lambda: delattr(value, name)):
        try:
            change()
        except Exception as error:
            print(cls.__name__, type(error).__name__, error)
