# The queue that needs no lock.
import _queue
import gc
import queue
import signal
import sys
import weakref


def show(function, *arguments, **named):
    try:
        result = function(*arguments, **named)
    except Exception as error:
        print(function.__name__, arguments, named, type(error).__name__, error)
    else:
        print(function.__name__, arguments, named, result)


items = _queue.SimpleQueue()
show(items.get_nowait)
show(items.get, False)
show(items.get, True, 0.01)
show(items.get, timeout=-1)
show(items.put, 1, 2, 3)
show(items.put_nowait, 2)
show(items.put)
show(items.qsize)
show(items.empty)
show(items.get)
show(items.get)
show(items.get, True, "a")
show(items.get, False, "a")
show(items.get, True, 1e30)
show(_queue.SimpleQueue, 1)
print(_queue.SimpleQueue[int], _queue.Empty.__mro__, queue.Empty is _queue.Empty, queue.SimpleQueue is _queue.SimpleQueue)
items.put([1])
print(gc.get_referents(items), gc.is_tracked(items))


class Derived(_queue.SimpleQueue):
    pass


class Item:
    def __del__(self):
        print("an item dies")


derived = Derived()
derived.attribute = 1
item = Item()
count = sys.getrefcount(item)
derived.put(item)
print(sys.getrefcount(item) - count)
item.queue = derived
reference = weakref.ref(derived)
del derived, item
gc.collect()
print(reference())

# The handler of a signal may put what is waited for.
signal.signal(signal.SIGALRM, lambda number, frame: items.put("from the handler"))
items.get()
signal.setitimer(signal.ITIMER_REAL, 0.01)
print(items.get(timeout=60), items.qsize())
