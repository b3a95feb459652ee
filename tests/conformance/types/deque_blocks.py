# How many items a deque takes before it needs another block: that shows where its first item stands.
import sys
from collections import deque


def room(items):
    size, number = sys.getsizeof(items), 0
    while sys.getsizeof(items) == size:
        items.append(0)
        number += 1
    return number


def check(name, change):
    found = []
    for appended in (0, 1, 2, 3, 10, 40, 70):
        for before in (0, 1, 20):
            items = deque()
            for number in range(appended):
                items.append(number)
            for number in range(before):
                items.appendleft(number)
            try:
                changed = change(items)
            except IndexError, ValueError:
                changed = None
            items = changed if isinstance(changed, deque) else items
            found.append((len(items), room(items)))
    print(name, *(f"{length}+{more}" for length, more in found))


def empty(take):
    def change(items):
        while items:
            getattr(items, take)()
    return change


def delete(index):
    def change(items):
        del items[index]
    return change


def bounded(items):
    kept = deque(items, 30)
    kept.extend(range(50))
    kept.appendleft(1)
    return deque(kept)


check("nothing", lambda items: None)
for method in ("pop", "popleft", "clear", "copy", "reverse"):
    check(method, lambda items: getattr(items, method)())
    if method in ("pop", "popleft"):
        check(f"all by {method}", empty(method))
for steps in (3, -3, 33, -200):
    check(f"rotate {steps}", lambda items: items.rotate(steps))
for index in (0, 2, -2, 30, -30):
    check(f"insert {index}", lambda items: items.insert(index, 1))
for index in (0, 1, -1, 5, 30):
    check(f"delete {index}", delete(index))
check("remove", lambda items: items.remove(2))
check("times", lambda items: items * 2)
for count in (0, 1, 3):
    check(f"times in place {count}", lambda items: items.__imul__(count))
check("plus", lambda items: items + items)
check("extend", lambda items: items.extend([1, 2]))
check("extendleft", lambda items: items.extendleft([1, 2]))
check("extend by itself", lambda items: items.extend(items))
check("at most 5", lambda items: deque(items, 5))
check("at most 30", bounded)
