# Dates and times as ISO 8601 writes them, and as strftime and strptime do.
from datetime import UTC, date, datetime, time, timedelta, timezone


def attempt(function, *arguments, **keywords):
    try:
        return repr(function(*arguments, **keywords))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


dates = ["2024-02-29", "20240229", "2024-W09-4", "2024W094", "2024-W09", "2024W09", "2023-02-29", "2024-13-01", "2024-00-01",
         "0000-01-01", "2024-W54", "2024-W00", "2024-W09-0", "2024-W09-8", "2024-0229", "202402-29", "2024-060", "2024060",
         "", "2024", "2024-02", "24-02-29", "2024-02-29T", "2024/02/29", "2024-02-2\u0661", "2024-02-2\ud800", "+024-02-29", "20240229xy", "2024W094xy", "20240229-1", "20240229\u00e9", "20240229x\u00e9", "20240229x\ud800", "2024022\u0669"]
for text in dates:
    print(ascii(text), attempt(date.fromisoformat, text), attempt(datetime.fromisoformat, text))
times = ["12", "1234", "123456", "12:34", "12:34:56", "12:34:56.7", "12:34:56,78", "123456.789", "12:34:56.123456", "12:34:56.1234567",
         "12:34:56.1234567890x", "T12:34", "24:00", "24:00:00.000000", "24:01", "25:00", "12:60", "12:34:60", "12.5", "12:34.5", "12:34:56.",
         "1", "12:", "12:3", "12:34:5", "12:3456", "1234:56", "12:34Z", "12:34z", "12:34Z1", "Z", "", "T", "12+01", "12+0130", "12:34-01:30",
         "12:34+01:30:15", "12:34+01:30:15.123456", "12:34-00:00:00.5", "12:34+00:00", "12:34+24:00", "12:34-23:59:59.999999", "12:34+1",
         "12:34+", "12:34+01:60", "12:34 +01", "12:34++01", "12:34:56.5+01:00", "12:34:56.1234567+01:00", "12:34\0", "12:34x+01",
         "24:01+25:00", "12:34+25:00", "1234567", "12345678", "12345678+01", "1234567+01", "12345\u0660+01", "1234\u0660+01"]
for text in times:
    print(ascii(text), attempt(time.fromisoformat, text), "|", attempt(datetime.fromisoformat, "2024-12-31T" + text))
moments = ["2024-02-29 12:34", "2024-02-29\u123412:34", "2024-02-29\ud80012:34", "2024-02-29\U0001000012:34", "2024-02-29T12\ud800",
           "20240229T1234", "20240229 12", "2024-W09-4T12", "2024-W09-12", "2024-W09-1234", "2024-W09-4-12", "2024W09412", "2024W094123",
           "2024W094-12", "2024W0941234", "2024-W09T12", "2024-02-29TT12", "2024-02-29T12:34:56.789+05:30", "2024-02-2912:34",
           "9999-12-31T24:00", "2024-02-29T24:00", "2024-02-30T24:00", "2024-13-01T24:01", "0000-12-31T24:00", "2024-01-00T24:00"]
for text in moments:
    print(ascii(text), attempt(datetime.fromisoformat, text))
for function in (date.fromisoformat, time.fromisoformat, datetime.fromisoformat):
    print(attempt(function, 3), attempt(function, b"2024-01-01"), attempt(function))

zones = [None, UTC, timezone(timedelta(hours=-3, minutes=-30)), timezone(timedelta(hours=1, seconds=2)), timezone(timedelta(microseconds=-1), "%Y\ud800")]
for zone in zones:
    for fields in [(0, 0), (12, 34, 56), (12, 34, 56, 789000), (12, 34, 56, 7)]:
        moment, clock = datetime(5, 6, 7, *fields, tzinfo=zone), time(*fields, tzinfo=zone)
        print(moment, clock, [clock.isoformat(spec) for spec in ("auto", "hours", "minutes", "seconds", "milliseconds", "microseconds")])
        print(ascii(moment.strftime("%Y-%m-%d %H:%M:%S.%f %z %:z %Z %G %C %F %y %j %a %b %% %")), ascii(clock.strftime("%H%M%S %f %z %:z %Z %Y")))
print(attempt(moment.isoformat, "\u1234"), attempt(moment.isoformat, "\ud800", "minutes"), attempt(moment.isoformat, sep="x", timespec="hours"))
for arguments in [("xx",), (None,), (3,), ("T", "x"), ("T", None), ("T", 4), ("T", "auto\0"), (1, 2, 3), ("",)]:
    print(arguments, attempt(moment.isoformat, *arguments), "|", attempt(clock.isoformat, *arguments[1:]))
for value in (date(2024, 2, 29), datetime(2024, 2, 29, 5), time(5)):
    print(attempt(value.strftime), attempt(value.strftime, 3), attempt(value.strftime, format="%H"), attempt(value.strftime, "%d", x=1))
    print(attempt(value.__format__, ""), attempt(value.__format__, "%H %d"), attempt(value.__format__, 3), attempt(value.__format__), f"{value:%M}")
    print(attempt(value.strftime, "\ud800%H\0%d"), value.isoformat())
print(date(999, 12, 31).strftime("%Y %G %C %F %y"), date(1000, 1, 1).strftime("%Y %G %C %F"), date(9, 1, 1).strftime("%G"))
print(date(2024, 2, 29).ctime(), datetime(4, 2, 9, 1, 2, 3).ctime())
print(attempt(date.strptime, "2024-02-29", "%Y-%m-%d"), attempt(time.strptime, "1:2", "%H:%M"), attempt(datetime.strptime, "2024 +0130", "%Y %z"))
print(attempt(date.strptime), attempt(time.strptime, 1, 2), attempt(datetime.strptime, "1", 2), attempt(datetime.strptime, "x", "%Y"))
print(attempt(date.strptime, "2024-02-29 5", "%Y-%m-%d %H"), attempt(time.strptime, "2024 5", "%Y %H"))
print(date(2024, 2, 29).timetuple(), datetime(2024, 2, 29, 5, tzinfo=UTC).timetuple(), datetime(2024, 2, 29, 5, tzinfo=zones[2]).utctimetuple())


class Odd(date):
    tuple = None

    def timetuple(self):
        return self.tuple


for Odd.tuple in (3, (), ("a",), (5, 1, 1, 0, 0, 0, 0, 1, -1)):
    print(Odd.tuple, [attempt(Odd(2024, 1, 1).strftime, format) for format in ("%Y", "%G", "%d")])
