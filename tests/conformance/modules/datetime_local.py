# Local time, in a zone whose clocks are put forward and back.
import os
import time as clock
import warnings
from datetime import UTC, date, datetime, time, timedelta, timezone

os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
clock.tzset()


def attempt(function, *arguments, **keywords):
    try:
        return repr(function(*arguments, **keywords))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for seconds in (0, 1711846799, 1711846800, 1729987199, 1729987200, 1729990799, 1729990800, 1729994400, 1e9 + 0.5, 2**31):
    moment = datetime.fromtimestamp(seconds)
    print(repr(moment), moment.timestamp() == seconds, date.fromtimestamp(seconds), moment.astimezone(), moment.astimezone(UTC))
for fields in ((2024, 3, 31, 2, 30), (2024, 10, 27, 2, 30), (2024, 10, 27, 3, 0), (2024, 1, 1), (2024, 7, 1, 12)):
    for fold in (0, 1):
        moment = datetime(*fields, fold=fold)
        print(fields, fold, moment.timestamp(), moment.astimezone(), repr(moment.astimezone().tzinfo), moment.astimezone(timezone(timedelta(hours=5))))
for number in (0.0000005, 0.0000015, 0.0000025, -0.0000015, -0.25, 1.9999999, 1e15, -1e15, 1e18, 1e20, 2**80, float("nan"), float("inf"), "1", None, 1 + 0j):
    print(number, attempt(datetime.fromtimestamp, number, UTC), attempt(date.fromtimestamp, number))
print(attempt(datetime.fromtimestamp), attempt(datetime.fromtimestamp, 1, 3), attempt(datetime.fromtimestamp, 1, tz=None, x=1), attempt(datetime.fromtimestamp, 1, 2, 3))
print(attempt(datetime(1, 1, 1).timestamp), attempt(datetime(9999, 12, 31, 23, 59, 59).timestamp), attempt(datetime(1, 1, 1).astimezone), attempt(datetime(2024, 1, 1).astimezone, 3))
print(datetime(2024, 1, 1, tzinfo=UTC).timestamp(), datetime(1, 1, 1, tzinfo=UTC).timestamp(), datetime(2024, 1, 1, 0, 0, 0, 250000).timestamp())
before = clock.time()
moments = [datetime.now(), datetime.today(), datetime.now(UTC), datetime.now(tz=timezone(timedelta(hours=3)))]
print([-1 < moment.timestamp() - before < 60 for moment in moments], [moment.tzinfo for moment in moments], date.today() - moments[0].date() < timedelta(2))
print(attempt(datetime.now, 3), attempt(datetime.now, 1, 2), attempt(datetime.now, zone=1))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(datetime.utcfromtimestamp(1e9 + 0.5), datetime.utcnow().tzinfo)
    print(attempt(datetime.utcfromtimestamp))
for warning in caught:
    print(warning.category.__name__, warning.message, warning.filename == __file__)
print(datetime.combine(date(2024, 2, 29), time(5, fold=1, tzinfo=UTC)), datetime.combine(datetime(2024, 2, 29, 7), time(5), tzinfo=UTC))
print(attempt(datetime.combine, 1, 2), attempt(datetime.combine, date.min, 2), attempt(datetime.combine, date.min, time.min, 3), attempt(datetime.combine), attempt(datetime.combine, date.min, time.min, UTC, 4))


class Clock:
    def __call__(self):
        return 86400.5


real, clock.time = clock.time, Clock()
print(date.today(), datetime.today())
clock.time = real
