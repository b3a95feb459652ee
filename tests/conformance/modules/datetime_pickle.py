# Dates and times are pickled as bytes; those that Python 2 wrote are read as texts.
import copy
import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo


class Zone(tzinfo):
    def __init__(self, hours):
        self.hours = hours

    def __getinitargs__(self):
        return (self.hours,)

    def utcoffset(self, moment):
        return timedelta(hours=self.hours)

    def __eq__(self, other):
        return type(other) is Zone and self.hours == other.hours


class Day(date):
    pass


class Moment(datetime):
    def __reduce_ex__(self, protocol):
        return super().__reduce_ex__(protocol)


def attempt(function, *arguments):
    try:
        return repr(function(*arguments))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


values = [date(2024, 2, 29), time(1, 2, 3, 456789), time(1, fold=1, tzinfo=UTC), datetime(2024, 2, 29, 1, 2, 3, 456789, fold=1), datetime(2024, 2, 29, tzinfo=Zone(3)),
          timedelta(-1, 2, 3), timezone.utc, timezone(timedelta(hours=1)), timezone(timedelta(0), "zero"), Day(2024, 2, 29), Moment(2024, 2, 29, 5, tzinfo=UTC),
          date(2024, 2, 29).isocalendar(), timezone.min]
for value in values:
    kept = [pickle.loads(pickle.dumps(value, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
    kept += [copy.copy(value), copy.deepcopy(value)]
    print(type(value).__name__, {other == value and type(other) is type(value) for other in kept}, [getattr(other, "fold", None) for other in kept])
    print("   ", [str(value.__reduce_ex__(protocol)).split(" object at")[0] for protocol in (2, 3, 4)])
    print("   ", str(value.__reduce__()).split(" object at")[0])
print(pickle.loads(pickle.dumps(timezone.utc)) is timezone.utc, copy.deepcopy(timezone.utc) is timezone.utc)
print(pickle.dumps(values[0], 0), pickle.dumps(values[2], 4), pickle.dumps(timedelta(1), 2), sep="\n")
for data in (b"cdatetime\ndate\n(S'\\x07\\xe8\\x02\\x1d'\ntR.", b"cdatetime\ntime\n(S'\\x01\\x02\\x03\\x06\\xf8U'\ntR.", b"cdatetime\ndatetime\n(S'\\x07\\xe8\\x82\\x1d\\x01\\x02\\x03\\x06\\xf8U'\ntR."):
    print(attempt(lambda: pickle.loads(data, encoding="latin1")), attempt(lambda: pickle.loads(data, encoding="bytes")), attempt(lambda: pickle.loads(data, encoding="ascii")))
for cls, states in {
    date: [b"\7\xe8\2\x1d", "\7\xe8\2\x1d", b"\7\xe8\0\x1d", b"\7\xe8\x0d\x1d", b"\7\xe8\2", b"\0\0\1\0", "\7\u0100\2\x1d", "\7\u0100\x0d\x1d"],
    time: [b"\x17\0\0\0\0\0", b"\x97\0\0\0\0\1", b"\x18\0\0\0\0\0", "\x17\0\0\0\0\xff", "\x17\0\0\0\0\u0100", b"\x17"],
    datetime: [b"\7\xe8\2\x1d\1\2\3\0\0\4", b"\7\xe8\x82\x1d\1\2\3\0\0\4", b"\7\xe8\x0d\x1d\1\2\3\0\0\4", "\7\xe8\2\x1d\1\2\3\0\0\4", "\7\xe8\2\x1d\1\2\3\0\0\u0100"],
}.items():
    for state in states:
        print(cls.__name__, ascii(state), attempt(cls, state), attempt(cls, state, UTC), attempt(cls, state, None), attempt(cls, state, 3))
for value in (time(1), datetime(2024, 1, 1)):
    for arguments in ((), ("a",), (2**40,), (1, 2), (-5,), (10,)):
        print(attempt(value.__reduce_ex__, *arguments))
print(attempt(date(2024, 1, 1).__reduce_ex__, 4), attempt(tzinfo().__reduce__), attempt(Zone(3).__reduce__)[:60].split(" object")[0])
zone = Zone(4)
zone.note = "kept"
print(zone.__reduce__()[1:], copy.copy(zone).note)
print(copy.replace(date(2024, 2, 29), year=2020), copy.replace(time(1), tzinfo=UTC), copy.replace(values[4], hour=5, fold=1, tzinfo=None))
