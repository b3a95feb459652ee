# What is an instance of a subclass, and how it is made.
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo


def attempt(function):
    try:
        return repr(function())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


calls = []


class Day(date):
    def __new__(cls, *arguments, **keywords):
        calls.append((cls.__name__, arguments, keywords))
        return super().__new__(cls, *arguments, **keywords)


class Moment(datetime):
    def __new__(cls, *arguments, extra=7, **keywords):
        calls.append((cls.__name__, arguments, keywords))
        made = super().__new__(cls, *arguments, **keywords)
        made.extra = extra
        return made


class Clock(time):
    def __new__(cls, *arguments, **keywords):
        calls.append((cls.__name__, arguments, keywords))
        return super().__new__(cls, *arguments, **keywords)


class Length(timedelta):
    __slots__ = "note"


day, moment, clock = Day(2024, 2, 29), Moment(2024, 2, 29, 5, 6, tzinfo=UTC, fold=1, extra=8), Clock(5, fold=1)
for text in """
day
moment
clock
Length(1)
day + timedelta(1)
timedelta(1) + day
day - timedelta(1)
day - day
day.replace(year=2020)
day.isocalendar()
Day.fromordinal(730000)
Day.fromisoformat("2024-01-01")
Day.fromisocalendar(2024, 1, 1)
Day.fromtimestamp(0)
Day.strptime("2024-01-01", "%Y-%m-%d")
moment + timedelta(1)
moment - timedelta(1)
moment - moment
moment.replace(hour=1)
moment.replace(fold=0)
moment.astimezone(timezone(timedelta(hours=1)))
moment.date(), moment.time(), moment.timetz()
Moment.combine(day, clock)
Moment.fromisoformat("2024-01-01T05+01:00")
Moment.fromordinal(730000)
Moment.fromtimestamp(0, UTC)
Moment.strptime("2024", "%Y")
Moment.fromisocalendar(2024, 1, 1)
clock.replace(minute=3)
Clock.fromisoformat("05:06Z")
Clock.strptime("5", "%H")
clock == time(5), hash(clock) == hash(time(5)), moment == datetime(2024, 2, 29, 5, 6, tzinfo=UTC), day == date(2024, 2, 29)
type(Length(1) + Length(1)), type(-Length(1)), type(+Length(1)), type(Length(1) * 2), type(abs(Length(1)))
type(Length(0)), Length(0) is Length(0), timedelta(0) is timedelta(), Length(0) == timedelta(0)
date.replace(moment, 2020), date.isoformat(moment), date.__reduce__(moment)
datetime.__add__(moment, timedelta(1))
date.__add__(moment, timedelta(1))
moment.extra, (moment + timedelta(1)).extra
""".strip().splitlines():
    calls.clear()
    print(text, "->", attempt(lambda: eval(text)), calls)


class Answer(datetime):
    """A class whose calls make something else."""


odd = Answer(2024, 2, 29, 5, tzinfo=UTC)
naive = Answer(2024, 2, 29, 5)
Answer.__new__ = lambda cls, *arguments, **keywords: ("made", arguments, keywords)
for function in (lambda: odd + timedelta(1), lambda: odd.replace(hour=3, fold=1), lambda: Answer.fromordinal(5), lambda: odd.astimezone(timezone.min), lambda: naive.astimezone(UTC), lambda: odd - odd,
                 lambda: Answer.now(UTC), lambda: Answer.combine(date.min, time.min)):
    print(attempt(function))

for bases in ((date, time), (tzinfo, dict), (date, int), (timedelta, int), (timezone,), (datetime, date), (date, datetime), (type(day.isocalendar()),)):
    print([base.__name__ for base in bases], attempt(lambda: type("Sub", bases, {}).__mro__))
for cls in (date, time, datetime, timedelta, tzinfo, timezone):
    def change():
        cls.note = 1
    print(attempt(change), attempt(lambda: delattr(cls, "__doc__")), attempt(lambda: setattr(cls(2024, 1, 1), "note", 1)))


class Compared(date):
    def __eq__(self, other):
        return "equal"

    def __lt__(self, other):
        return "less"

    __hash__ = date.__hash__

    def __radd__(self, other):
        return "added"


print(date(2024, 1, 1) == Compared(2024, 1, 1), date(2024, 1, 1) < Compared(2024, 1, 1), date(2024, 1, 1) > Compared(2024, 1, 1), timedelta(1) + Compared(2024, 1, 1), hash(Compared(2024, 1, 1)) == hash(date(2024, 1, 1)))
print([cls for cls in (object, 3, "x") if date(2024, 1, 1) == cls], date(2024, 1, 1).__eq__(3), date(2024, 1, 1).__lt__(datetime(2024, 1, 1)), time(1).__eq__(3), timedelta(1).__add__(3))


class Always:
    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return True

    __gt__ = __le__ = __ge__ = __lt__

    def __radd__(self, other):
        return "radd"

    __rsub__ = __rmul__ = __rtruediv__ = __rfloordiv__ = __rmod__ = __rdivmod__ = __radd__


always = Always()
for value in (date(2024, 1, 1), datetime(2024, 1, 1), time(1), timedelta(1), timezone.utc):
    print(value == always, attempt(lambda: value < always), attempt(lambda: value + always), attempt(lambda: value - always), attempt(lambda: value / always), attempt(lambda: divmod(value, always)))
