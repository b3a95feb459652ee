"""Local time in zones named by a rule, `mktime`, `strftime`, clocks."""

import os
import time


def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)


for zone in ["UTC", "UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "AEST-10AEDT-11,M10.5.0,M3.5.0", "EST5EDT,M3.2.0,M11.1.0", "LHT-10:30LHDT-11,M10.1.0,M4.1.0",
             "Nonsense/x", "", "IST-5:30"]:
    os.environ["TZ"] = zone
    time.tzset()
    print(zone, time.tzname, time.timezone, time.altzone, time.daylight)
    for seconds in [0, 1_000_000_000, 1_700_000_000, 1_720_000_000, 4_000_000_000, 20_000_000_000]:
        local = time.localtime(seconds)
        print(local.tm_zone, local.tm_gmtoff, local.tm_isdst, time.strftime("%c %Z %z %s", local), time.mktime(local) == seconds)
    for daylight in [-1, 0, 1]:
        for month, day, hour in [(7, 1, 12), (1, 1, 12), (3, 31, 2), (10, 27, 2)]:
            print(time.mktime((2024, month, day, hour, 30, 0, 0, 0, daylight)), end=" ")
        print()

os.environ["TZ"] = "UTC"
time.tzset()
tuples = [
    (1, 2), (1,) * 9, (1,) * 10, (1.5,) * 9, (2024, 13, 1, 0, 0, 0, 0, 1, 0), (2024, 1, 32, 0, 0, 0, 0, 1, 0), (2024, 1, 1, 25, 0, 0, 0, 1, 0),
    (2024, 1, 1, 0, 0, 62, 0, 1, 0), (2024, 1, 1, 0, 0, 0, -2, 1, 0), (2024, 1, 1, 0, 0, 0, 7, 1, 0), (2024, 1, 1, 0, 0, 0, 0, 367, 0),
    (2024, 0, 0, 0, 0, 0, 0, 0, 0), (10**20,) * 9, [1] * 9, "x",
]
for fields in tuples:
    attempt(lambda: time.asctime(fields))
    attempt(lambda: time.mktime(fields))
    attempt(lambda: time.strftime("%Y-%j-%d", fields))
for year in [1, 99, 999, 9999, 10000, -5]:
    attempt(lambda: time.strftime("%Y %y %C %G %g %V %s %c %x %X %D %F %r %R %T %P %k %l %e %h %n%t%u%w%U%W %Z %z", (year, 2, 3, 4, 5, 6, 5, 34, 0)))
attempt(lambda: time.strftime("%Ey %Od %-d %_d %03d %^a %5Y %Q %% %", time.gmtime(0)))
attempt(lambda: time.strftime(3))
for seconds in [1e30, "x", 1e17, float("nan"), 10**30, -1.5, 0]:
    attempt(lambda: time.gmtime(seconds))
print(time.gmtime(0).tm_zone, time.ctime(0))

for name in ["time", "monotonic", "perf_counter", "process_time", "thread_time"]:
    attempt(lambda: time.get_clock_info(name))
attempt(lambda: time.get_clock_info("x"))
attempt(lambda: time.get_clock_info(3))
for name in ["CLOCK_REALTIME", "CLOCK_MONOTONIC", "CLOCK_PROCESS_CPUTIME_ID", "CLOCK_THREAD_CPUTIME_ID"]:
    clock = getattr(time, name)
    print(name, clock, time.clock_getres(clock), type(time.clock_gettime(clock)), type(time.clock_gettime_ns(clock)))
attempt(lambda: time.clock_gettime(99))
attempt(lambda: time.clock_gettime("x"))
attempt(lambda: time.clock_settime(time.CLOCK_MONOTONIC, 1.0))
attempt(lambda: time.clock_settime_ns(99, 1))
attempt(lambda: time.sleep("x"))
attempt(lambda: time.sleep(1e30))
attempt(lambda: time.sleep(float("nan")))

before = time.process_time(), time.thread_time()
sum(range(200_000))
print(time.process_time() > before[0], time.thread_time() > before[1], time.process_time_ns() > 0)
