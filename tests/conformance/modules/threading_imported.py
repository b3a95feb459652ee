# threading and what is built on it can be imported and used by the only thread there is.
import contextvars
import logging
import queue
import sys
import threading

print(threading.current_thread().name, threading.main_thread() is threading.current_thread())
print(threading.active_count(), threading.current_thread().is_alive(), threading.current_thread().daemon)

local = threading.local()
local.value = [1]
print(local.value, local.__dict__, hasattr(local, "other"))


class Own(threading.local):
    def __init__(self, start):
        self.start = start


print(Own(3).start)
for call in (lambda: threading.local(1), lambda: threading.Thread().join(), lambda: threading.current_thread().join()):
    try:
        call()
    except (TypeError, RuntimeError) as error:
        print(type(error).__name__, error)

lock = threading.RLock()
with lock, lock:
    print(lock.locked(), lock._is_owned())
print(lock.locked())
condition = threading.Condition()
with condition:
    print(condition.wait(0), condition.notify_all())
event = threading.Event()
print(event.is_set(), event.wait(0))
event.set()
print(event.wait())

jobs = queue.Queue()
jobs.put("job")
print(jobs.get(), jobs.empty())
try:
    jobs.get_nowait()
except queue.Empty as error:
    print(type(error).__name__)

logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(name)s %(threadName)s: %(message)s")
logging.getLogger("there").warning("%d of %s", 1, "two")
try:
    {}["key"]
except KeyError:
    logging.getLogger("there").error("failed", exc_info=False)
print(contextvars.copy_context().run(lambda: "in a context"))
