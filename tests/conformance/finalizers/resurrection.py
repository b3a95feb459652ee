# An object may come back from __del__; its finalizer does not run again.
saved = []


class Phoenix:
    def __init__(self, name):
        self.name = name
        self.data = [name]

    def __del__(self):
        print("del", self.name)
        saved.append(self)


p = Phoenix("one")
p = None
print(saved[0].name, saved[0].data)
saved.clear()
print("gone for good")


class Twice:
    count = 0

    def __del__(self):
        Twice.count += 1
        global again
        again = self


again = Twice()
again = None
print(again.count)
again = None
print(Twice.count)
