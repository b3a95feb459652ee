# A dict that shows the values of its instance goes on to do so when it was cleared: they are visited and die in the
# order of the class's names. A dict that has lost its instance has keys of its own afterwards.
import gc


class Mortal:
    def __init__(self, label):
        self.label = label

    def __del__(self):
        print("del", self.label)


class Thing:
    def __init__(self):
        self.first = Mortal("first")
        self.second = Mortal("second")
        self.third = Mortal("third")


def fill(names, *labels):
    for label in labels:
        names[label] = Mortal(label + " again")


def shown(names):
    return [item.label for item in gc.get_referents(names) if isinstance(item, Mortal)]


thing = Thing()
names = vars(thing)
names.clear()
fill(names, "third", "fourth", "second")
print(list(names), shown(names))
thing.first = Mortal("first again")
print(list(vars(thing)), shown(names))
del thing, names

print("replaced")
thing = Thing()
names = vars(thing)
thing.__dict__ = {}
names.clear()
fill(names, "third", "first")
print(list(names), shown(names))
del names

print("copied")
thing = Thing()
names = vars(thing).copy()
names.clear()
fill(names, "third", "first")
print(list(names), shown(names))
names.clear()
del thing

print("other keys")
thing = Thing()
names = vars(thing)
names.clear()
names[1] = Mortal("one")
fill(names, "third", "first")
print(list(names), shown(names))
del thing, names
