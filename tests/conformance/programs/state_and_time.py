"""Traffic lights: a state machine with a simulated clock, a scheduler, logging to memory and a rotating file."""

import collections
import datetime
import enum
import logging
import logging.handlers
import operator
import pathlib
import queue
import sched
import tempfile
import time
import zoneinfo


class Light(enum.Enum):
    RED = ("stop", 30)
    GREEN = ("go", 25)
    AMBER = ("wait", 5)

    def __init__(self, order, seconds):
        self.order, self.seconds = order, seconds

    @property
    def following(self):
        return {Light.RED: Light.GREEN, Light.GREEN: Light.AMBER, Light.AMBER: Light.RED}[self]

    @classmethod
    def _missing_(cls, value):
        return next((light for light in cls if light.order == value), None)


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


clock = Clock()
scheduler = sched.scheduler(clock, clock.sleep)
log = logging.getLogger("lights")
log.setLevel(logging.DEBUG)
log.propagate = False
memory = logging.handlers.QueueHandler(queue.SimpleQueue())
log.addHandler(memory)
seen = collections.Counter()


def switch(name, light):
    seen[light.name] += 1
    log.info("%s is %s at %05.1f", name, light.name, clock.now, extra={"light": light})
    if clock.now < 100:
        scheduler.enter(light.seconds, 1, switch, (name, light.following))


scheduler.enterabs(0, 1, switch, ("north", Light.RED))
scheduler.enterabs(0, 2, switch, ("east", Light("go")))
stopped = scheduler.enterabs(50, 0, log.error, ("never said",))
scheduler.cancel(stopped)
scheduler.enterabs(45, 0, log.warning, ("%d waiting, %s", 3, "rain"))
scheduler.run()
while not memory.queue.empty():
    record = memory.queue.get()
    print(f"{record.levelname:8}{record.getMessage()} {getattr(record, 'light', '')}")
print(seen.most_common(), seen.total(), Light((("stop"), 30)), Light.AMBER.following.name)
try:
    Light("fly")
except ValueError as error:
    print(error)
with tempfile.TemporaryDirectory() as folder:
    file = pathlib.Path(folder, "lights.log")
    handler = logging.handlers.RotatingFileHandler(file, maxBytes=120, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("{levelno}|{message}", style="{"))
    handler.addFilter(lambda record: record.levelno > logging.DEBUG)
    log.addHandler(handler)
    for number in range(12):
        log.log(logging.DEBUG if number % 4 == 0 else logging.INFO, "entry number %d über", number)
    try:
        {}["missing"]
    except KeyError:
        log.exception("failed")
    log.removeHandler(handler)
    handler.close()
    print(sorted(path.name for path in pathlib.Path(folder).iterdir()), file.read_text().splitlines()[0])
print(logging.getLevelName(25), logging.getLevelNamesMapping()["WARN"], log.isEnabledFor(5), log.getEffectiveLevel())
moment = datetime.datetime(2024, 3, 31, 0, 59, 59, tzinfo=datetime.UTC)
print([(moment + datetime.timedelta(seconds=s)).strftime("%j %U %p %I:%M:%S%z") for s in (0, 1, 43201)])
print(time.strftime("%Y-%m-%d", time.gmtime(86400 * 365)), time.strptime("17 May 24", "%d %b %y")[:3])
print(max([datetime.timedelta(days=1), datetime.timedelta(hours=25)]), datetime.timedelta(days=-1, seconds=3) // datetime.timedelta(minutes=7))
try:
    zoneinfo.ZoneInfo("No/Where")
except zoneinfo.ZoneInfoNotFoundError as error:
    print(error)
print(list(map(operator.attrgetter("name", "value.__class__.__name__"), Light)))
