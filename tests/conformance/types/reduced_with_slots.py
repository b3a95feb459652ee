"""What `__reduce__` and `__reduce_ex__` of Python classes give, and what they refuse."""


def show(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


class Numbers(set):
    __slots__ = ("name", "unit")


class Frozen(frozenset):
    __slots__ = ("name", "__dict__")


class Stateful(set):
    def __getstate__(self):
        return "state"


for cls in Numbers, Frozen:
    numbers = cls([1])
    numbers.name = "n"
    print(numbers.__reduce__()[1:])
    for protocol in range(5):
        print(numbers.__reduce_ex__(protocol)[1:])
print(Stateful([2]).__reduce__()[1:])
print({3}.__reduce__(), frozenset([4]).__reduce__())


class Arguments:
    given = ()

    def __getnewargs_ex__(self):
        return self.given


arguments = Arguments()
for arguments.given in (), "x", 1, ([], {}), ((), []), ((), {}, 1):
    show(arguments.__reduce_ex__, 2)


class Positional:
    def __getnewargs__(self):
        return "bad"


show(Positional().__reduce_ex__, 2)
print(Positional().__reduce_ex__(1)[1:])

text = "abc"
print(text.__getnewargs__(), text.__getnewargs__()[0] is text)
