"""Logging configured by dictionary and file: handlers, filters, formatters, adapters, hierarchy, errors in records."""

import configparser
import contextlib
import io
import json
import logging
import logging.config
import logging.handlers
import queue
import re
import string
import sys
import tempfile
import warnings
from pathlib import Path


class JsonFormatter(logging.Formatter):
    def __init__(self, *fields, indent=None, **rest):
        super().__init__(**rest)
        self.fields, self.indent = fields or ("levelname", "name", "message"), indent

    def format(self, record):
        record.message = record.getMessage()
        data = {name: getattr(record, name, None) for name in self.fields}
        if record.exc_info:
            data["error"] = self.formatException(record.exc_info).splitlines()[-1]
        return json.dumps(data, indent=self.indent, default=repr)


class Limit(logging.Filter):
    """Lets each message pass a number of times, then stays silent."""

    def __init__(self, name="", times=2):
        super().__init__(name)
        self.times, self.seen = times, {}

    def filter(self, record):
        self.seen[record.msg] = self.seen.get(record.msg, 0) + 1
        if not super().filter(record) or self.seen[record.msg] > self.times:
            return False
        if self.seen[record.msg] == self.times:
            record.msg += " (last time)"
        return True


class ListHandler(logging.Handler):
    lists: dict[str, list] = {}

    def __init__(self, target, level=logging.NOTSET):
        super().__init__(level)
        self.target = self.lists.setdefault(target, [])

    def emit(self, record):
        self.target.append(self.format(record))


logging.addLevelName(15, "TRACE")
stream = io.StringIO()
CONFIG = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {
        "plain": {"format": "{levelname:.1}|{name}|{message}", "style": "{", "defaults": {"user": "-"}},
        "dollar": {"format": "$levelname ${name} $user", "style": "$", "defaults": {"user": "nobody"}},
        "json": {"()": JsonFormatter},
    },
    "filters": {"limit": {"()": Limit, "times": 2}, "app": {"name": "app.core"}},
    "handlers": {
        "out": {"class": "logging.StreamHandler", "stream": stream, "formatter": "plain", "level": "TRACE"},
        "mem": {"()": ListHandler, "target": "all", "formatter": "json", "filters": ["limit"]},
        "core": {"()": ListHandler, "target": "core", "formatter": "dollar", "filters": ["app"], "level": "ERROR"},
        "buffer": {"class": "logging.handlers.MemoryHandler", "capacity": 3, "target": "out", "flushLevel": "CRITICAL"},
    },
    "loggers": {"app": {"level": 15, "handlers": ["mem", "core"], "propagate": True},
                "app.quiet": {"handlers": ["buffer"], "propagate": "no" == "yes"}},
    "root": {"level": "INFO", "handlers": ["out"]},
}
early = logging.getLogger("early")
logging.config.dictConfig(CONFIG)
app, core, quiet = map(logging.getLogger, ("app", "app.core.db", "app.quiet"))
print(early.disabled, app.getEffectiveLevel(), core.parent, core.parent.parent, logging.getLogger(),
      sorted(app.getChildren(), key=str), core.hasHandlers(), app.handlers)
for number in range(4):
    core.info("step %d", number)
app.log(15, "traced %(what)s", {"what": "x"})
app.debug("never")
try:
    try:
        {}["k"]
    except KeyError as error:
        raise RuntimeError("outer") from error
except RuntimeError:
    core.exception("failed", extra={"user": "ann"})
core.error("no user")
for number in range(4):
    quiet.warning("held %d", number)
print(*stream.getvalue().splitlines()[:8], *ListHandler.lists["all"], *ListHandler.lists["core"], sep="\n")
print(stream.getvalue().count("held"), end=" ")
quiet.critical("now")
print(stream.getvalue().count("held"), len(quiet.handlers[0].buffer))


class Session(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        return f"[{self.extra['id']}] {msg}", kwargs | {"stacklevel": 2}


adapter = Session(core, {"id": 7})
adapter.warning("from %s", "session")
merged = logging.LoggerAdapter(adapter, {"user": "bob"}, merge_extra=True)
merged.error("merged", extra={"more": 1})
print(ListHandler.lists["core"][-1], adapter, adapter.isEnabledFor(15), merged.name)
for change in ({"version": 2}, {"version": 1, "handlers": {"h": {"class": "no.such"}}},
               {"version": 1, "root": {"handlers": ["x"]}}, {"version": 1, "root": {"level": "LOUD"}},
               {"version": 1, "formatters": {"f": {"format": "{x", "style": "{"}},
                "handlers": {"h": {"class": "logging.StreamHandler", "formatter": "f"}}},
               {"version": 1, "handlers": {"h": {"class": "logging.StreamHandler", "filters": ["zz"]}}},
               {"version": 1, "incremental": True, "handlers": {"none": {"level": "INFO"}}}):
    try:
        logging.config.dictConfig(change)
    except ValueError as error:
        print(error, "|", repr(error.__cause__))
for style, text in (("%", "no field"), ("%", "%(x)q"), ("{", "{x!q}"), ("{", "{}"), ("$", "$"), ("$", "none"),
                    ("#", "x"), ("{", "{a.b[c]:>{w}}")):
    try:
        print(logging.Formatter(text, style=style)._fmt)
    except ValueError as error:
        print(error)
log = logging.getLogger("wrong")
log.propagate = False
log.addHandler(handler := logging.StreamHandler(sys.stdout))
handler.setFormatter(logging.Formatter("%(levelname)-8s:%(funcName)s:%(lineno)d %(message)s%(missing)s",
                                       defaults={"missing": "."}))


def shout():
    log.warning("plain")
    log.warning("caller", stacklevel=2)
    log.error("with stack", stack_info=True) if log.level else None


shout()
for wrong in (lambda: log.setLevel("NOPE"), lambda: log.setLevel(1.5), lambda: log.info("x",
        extra={"message": 1}) or log.warning("x", extra={"message": 1}), lambda: log.addFilter(3) or log.warning("f"),
              lambda: logging.getLogger(3), lambda: logging.Handler().handle(logging.makeLogRecord({})),
              lambda: logging.basicConfig(stream=1, filename="x", force=True),
              lambda: logging.basicConfig(force=True, spam=1), lambda: log.log("high", "x"),
              lambda: logging.getLevelName(3.5), lambda: logging.LogRecord("n", 10, "p", 1, "m %s %s", (1,),
        None).getMessage()):
    try:
        print(wrong())
    except (ValueError, TypeError, KeyError, NotImplementedError, AttributeError) as error:
        print(type(error).__name__, error)
log.filters.clear()
with contextlib.redirect_stderr(err := io.StringIO()):
    log.warning("two %d %d", 1)
    log.warning("%d", "x")
print(re.sub(r'File "<stdlib>/|File "/[^"]*/|Call stack:[^\0]*?Message', "…",
             err.getvalue()).count("--- Logging error ---"), err.getvalue().splitlines()[-2:])
logging.captureWarnings(True)
logging.getLogger("py.warnings").addHandler(handler)
warnings.showwarning("deprecated thing", DeprecationWarning, "old.py", 3)
logging.captureWarnings(False)
incoming = queue.Queue()
relay = logging.handlers.QueueHandler(incoming)
relay.emit(logging.makeLogRecord({"msg": "queued %s", "args": ("x",), "levelno": 40, "name": "q", "exc_text": None}))
record = incoming.get_nowait()
print(record, record.msg, record.args, record.levelno)
with tempfile.TemporaryDirectory() as folder:
    target = Path(folder, "x.log")
    ini = configparser.RawConfigParser()
    ini.read_string(f"[loggers]\nkeys=root,f\n[handlers]\nkeys=h\n[formatters]\nkeys=p\n[logger_root]\nlevel=ERROR\nhandlers=\n[logger_f]\nlevel=DEBUG\nhandlers=h\nqualname=file\npropagate=0\n[handler_h]\nclass=FileHandler\nargs=({str(target)!r}, 'w')\nformatter=p\n[formatter_p]\nformat=%(name)s:%(message)s\n")
    logging.config.fileConfig(ini)
    logging.getLogger("file").debug("written")
    logging.getLogger("file").handlers[0].close()
    print(target.read_text(), logging.getLogger("file").handlers[0].stream, app.disabled)
    rotating = logging.handlers.TimedRotatingFileHandler(target, "S", delay=True, backupCount=1)
    print(rotating.interval, rotating.suffix, rotating.rotation_filename("a"),
          string.Formatter().vformat("{0}", (rotating.when,), {}))
    for wrong in (lambda: logging.handlers.TimedRotatingFileHandler(target, "Q", delay=True),
                  lambda: logging.handlers.TimedRotatingFileHandler(target, "W9", delay=True),
                  lambda: logging.config.fileConfig(io.StringIO("[x]")),
                  lambda: logging.config.fileConfig(folder + "/none")):
        try:
            wrong()
        except (ValueError, RuntimeError, OSError, KeyError) as error:
            print(type(error).__name__, str(error).replace(folder, "DIR"))
    rotating.close()
logging.disable(logging.ERROR)
print(app.isEnabledFor(40), app.isEnabledFor(50), logging.lastResort, logging.getHandlerNames(),
      logging.getLogger("a.b").manager is logging.root.manager)
logging.disable()
