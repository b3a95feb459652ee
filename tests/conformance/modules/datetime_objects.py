# The objects behind datetime: whose they are, how large, which of them the collector sees, and what a call leaves.
import datetime
import gc
import sys
import weakref
from datetime import date, time, timedelta, timezone, tzinfo

gc.disable()
moment_class = datetime.datetime
values = [date(2024, 2, 29), time(1), time(1, tzinfo=timezone.utc), moment_class(2024, 2, 29), moment_class(2024, 2, 29, tzinfo=timezone.utc), timedelta(1), timezone.utc,
          timezone(timedelta(hours=1), "x"), tzinfo()]
for value in values:
    cls = type(value)
    print(cls.__module__, cls.__qualname__, cls.__mro__, sys.getsizeof(value), value.__sizeof__(), gc.is_tracked(value), gc.get_referents(value), value.__class__ is cls)
    print("   ", hasattr(value, "__dict__"), gc.is_tracked(cls))
week = date(2024, 2, 29).isocalendar()
print(type(week).__module__, type(week).__mro__, week, week.year, week.week, week.weekday, week == (2024, 9, 4), gc.is_tracked(week), len(gc.get_referents(week)), week.__reduce__())
print(type(date.__add__), type(date.year), type(timedelta.days), type(date.today), type(moment_class.now), type(date.fromordinal), date.today.__qualname__)
for cls in (date, time, moment_class, timedelta, tzinfo, timezone, type(week)):
    print(cls.__name__, sorted(name for name in vars(cls)))
    print(repr(cls.__doc__), {name: vars(cls)[name].__text_signature__ for name in sorted(vars(cls)) if getattr(vars(cls)[name], "__text_signature__", None)})
print(datetime.MINYEAR, datetime.MAXYEAR, datetime.UTC is timezone.utc, datetime.__all__)
print([cls.min for cls in (date, time, moment_class, timedelta)], [cls.max for cls in (date, time, moment_class, timedelta)], [cls.resolution for cls in (date, time, moment_class, timedelta)])
print([sys.getrefcount(value) for value in (timezone.utc, timedelta(0))], timezone(timedelta(0)) is timezone.utc, timedelta(0) is timedelta(days=1) * 0, timezone.utc.utcoffset(None) is timedelta(0))


class Zone(tzinfo):
    def utcoffset(self, moment):
        return timedelta(hours=2)

    def dst(self, moment):
        return timedelta(0)

    def tzname(self, moment):
        return "zone"


class Note(str):
    pass


zone, name = Zone(), Note("name")
ends = [weakref.ref(zone), weakref.ref(name)]
count = sys.getrefcount(zone)
moment = moment_class(2024, 1, 1, tzinfo=zone)
clock, named = moment.timetz(), timezone(timedelta(hours=1), name)
print(sys.getrefcount(zone) - count, gc.get_referrers(zone) == [globals()], gc.get_referents(moment, clock, named))
for text in ("moment.isoformat()", "moment.utcoffset()", "moment + timedelta(1)", "moment.replace(year=2020)", "moment.astimezone(timezone.utc)", "hash(moment)", "moment.strftime('%z %Z')",
             "moment == moment.astimezone(timezone.utc)", "repr(moment)", "moment.timetuple()", "moment_class.now(zone)", "moment_class.fromisoformat('2024-01-01T00:00+01:00')",
             "moment_class(2024, 1, 1, tzinfo=zone, fold=3)", "time(1, tzinfo=zone, fold=7)", "timezone(timedelta(2), name)", "named.tzname(None)", "zone.fromutc(moment)", "moment.__reduce_ex__(4)",
             "moment_class.combine(date(2024, 1, 1), clock)", "zone.fromutc(3)", "clock < time(1)"):
    code = compile(text, "<text>", "eval")
    before = sys.getrefcount(zone), sys.getrefcount(moment), sys.getrefcount(name), sys.getrefcount(Zone)
    try:
        eval(code)
    except (TypeError, ValueError):
        pass
    print(text, [after - earlier for after, earlier in zip((sys.getrefcount(zone), sys.getrefcount(moment), sys.getrefcount(name), sys.getrefcount(Zone)), before)])
del zone, name, moment
print([end() is None for end in ends])
del clock, named
print([end() is None for end in ends])


class Kept(moment_class):
    pass


kept = Kept(2024, 1, 1, tzinfo=Zone())
kept.own = kept
end, zone_end = weakref.ref(kept), weakref.ref(kept.tzinfo)
print(gc.is_tracked(kept), [value for value in gc.get_referents(kept) if value is not kept.tzinfo] == gc.get_referents(kept))
del kept
print(gc.collect() > 0, end(), zone_end())

# The collector does not see the zone of a datetime: this cycle stays.
zone = Zone()
zone.moment = moment_class(2024, 1, 1, tzinfo=zone)
end = weakref.ref(zone)
del zone
gc.collect()
print(end() is None)

# Which of the tuples that methods return the collector tracks, and what first calls leave.
moment = moment_class(2024, 1, 1, tzinfo=timezone.utc)
for value in (moment.__reduce__(), moment.__reduce_ex__(4), moment_class.min.__reduce__(), date.min.__reduce__(), moment.timetz().__reduce__(), time.min.__reduce__(), timedelta(1).__reduce__(), timezone.utc.__reduce__(),
              timezone.utc.__getinitargs__(), timezone(timedelta(1) / 2, "x").__getinitargs__(), divmod(timedelta(1), timedelta(3)), date.min.isocalendar(), date.min.isocalendar().__reduce__(), moment.timetuple(), tzinfo().__reduce__()):
    print(value, gc.is_tracked(value), [gc.is_tracked(item) for item in value])
for text in ("moment_class.now()", "moment.strftime('%Y%z')", "moment.timetuple()", "moment.astimezone()", "date.today()", "hash(moment)", "timedelta(1.5) / 3"):
    code = compile(text, "<text>", "eval")
    before = len(gc.get_objects())
    eval(code)
    print(text, len(gc.get_objects()) - before)
