"""An item of a list that nobody else has is replaced: what dies first depends on how often it has been done."""


class Mortal:
    def __init__(self, label):
        self.label = label

    def __del__(self):
        print("del", self.label)


def replace():
    for number in range(3):
        print("list", number)
        [Mortal(f"first {number}"), Mortal(f"second {number}")][0] = Mortal(f"new {number}")


def replace_last():
    for number in range(3):
        print("from the end", number)
        [Mortal(f"first {number}"), Mortal(f"second {number}")][-1] = Mortal(f"new {number}")


def replace_value():
    for number in range(3):
        print("dict", number)
        {"a": Mortal(f"first {number}"), "b": Mortal(f"second {number}")}["a"] = Mortal(f"new {number}")


replace()
replace_last()
replace_value()
