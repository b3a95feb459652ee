# How much room a list keeps when its items go: little room is kept until the list is empty, or longer.
import sys


def room(items):
    return (sys.getsizeof(items) - 56) // 8


def emptied(count, change):
    items, rooms = list(range(count)), []
    while items:
        change(items)
        if not rooms or rooms[-1] != room(items):
            rooms.append(room(items))
    return rooms


class Hinted:
    def __init__(self, count, hint):
        self.count, self.hint = count, hint

    def __iter__(self):
        return iter(range(self.count))

    def __length_hint__(self):
        return self.hint


def delete(items):
    del items[0]


def delete_slice(items):
    del items[:1]


def replace(items):
    items[-1:] = []


for count in (20, 32, 33, 34, 41, 60, 100):
    print(count, emptied(count, list.pop), emptied(count, delete), emptied(count, delete_slice), emptied(count, replace),
          emptied(count, lambda items: items.pop(0)), emptied(count, lambda items: items.remove(items[0])))
print([room(list(Hinted(*hinted))) for hinted in ((1, 9), (1, 10), (1, 30), (1, 40), (5, 60), (20, 100), (0, 30), (0, 40))])
print([room(list(range(count))) for count in range(12)])
items = list(range(60))
items[:55] = []
print(room(items))
items = list(range(30))
items[:25] = []
print(room(items), items)
