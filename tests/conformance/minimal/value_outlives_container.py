"""The value that is stored in an object that dies with the statement is held until the object is gone."""


class Mortal:
    def __init__(self, label):
        self.label = label

    def __del__(self):
        print("del", self.label)


class Items(list):
    def __init__(self, label, *items):
        super().__init__(items)
        self.label = label

    def __del__(self):
        print("del", self.label)


Mortal("owner").a = Mortal("value")
Items("owner", Mortal("x"), Mortal("y")).a = Mortal("value")
[Mortal(1), Mortal(2)][-1] = Mortal("last")
[Mortal(1), Mortal(2)][0] = Mortal("first")
{1: Mortal(1), 2: Mortal(2)}[1] = Mortal("one")
[Mortal(1), Mortal(2)][1:] = [Mortal(3), Mortal(4)]
try:
    Mortal("owner").__class__ = Mortal("class")
except TypeError:
    print("error")


def repeated():
    for turn in range(3):
        print("turn", turn)
        [Mortal(1), Mortal(2)][-1] = Mortal("last")
        {1: Mortal(1), 2: Mortal(2)}[1] = Mortal("one")


repeated()
