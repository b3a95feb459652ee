"""Handlers of `logging` whose file cannot be opened, and handlers that are taken away while a record is handled."""

import logging
import logging.handlers
import os
import tempfile

logging.raiseExceptions = False
logger = logging.getLogger("failing")
logger.propagate = False


class Telling(logging.FileHandler):
    def handleError(self, record):
        print("error of the handler:", record.getMessage())


class Watching(logging.handlers.WatchedFileHandler):
    def handleError(self, record):
        print("error of the watching handler:", record.getMessage())


class Leaving(logging.Handler):
    def emit(self, record):
        print("leaving after", record.getMessage())
        logger.removeHandler(self)


class Staying(logging.Handler):
    def emit(self, record):
        print("staying at", record.getMessage())


with tempfile.TemporaryDirectory() as folder:
    late = Telling(os.path.join(folder, "missing", "log"), delay=True)
    logger.addHandler(late)
    logger.warning("no such folder")
    logger.removeHandler(late)

    inner = os.path.join(folder, "inner")
    os.mkdir(inner)
    watching = Watching(os.path.join(inner, "log"))
    logger.addHandler(watching)
    logger.warning("written")
    os.remove(os.path.join(inner, "log"))
    os.rmdir(inner)
    logger.warning("lost")
    logger.removeHandler(watching)
    watching.close()

for handler in Leaving(), Leaving(), Staying():
    logger.addHandler(handler)
logger.warning("first")
logger.warning("second")
print(len(logger.handlers))
