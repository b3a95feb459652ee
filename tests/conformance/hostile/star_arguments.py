# More arguments after a star than any window has registers: from functions, methods and generators, to Python functions
# and to natives that call back.
def count(*args, **kwargs):
    return len(args), len(kwargs)


class Counter:
    def __init__(self, *args):
        self.args = args

    def count(self, *args):
        return len(args)

    def __eq__(self, other):
        return count(*range(300))[0] == 300 and self is other


class Number(int):
    def __new__(cls, *args):
        return super().__new__(cls, count(*args)[0])


class Pair(tuple):
    def __iter__(self):
        return iter("ab")


def generator(many):
    yield count(*many)
    yield count(*many, **{"a": 1})
    yield count(*many, **{f"k{i}": i for i in range(500)})
    yield len(Counter(*many).args)
    yield Counter().count(*many)
    yield max(*many)
    yield int(Number(*many))
    bound = Counter().count
    yield bound(*many)
    yield bound(*iter(many))
    yield sorted([*many], key=lambda n: count(*many)[0])[-1]
    yield count(*Pair((1, 2, 3)))


def function(many):
    return list(generator(many)), count(*many), Counter().count(*many), max(*many), int(Number(*many))


for many in (list(range(5000)), tuple(range(5000)), range(5000)):
    print(list(generator(many)))
    print(function(many))
print([next(generator([0] * n)) for n in range(0, 2000, 97)])


def nested(depth):
    if depth:
        yield count(*[depth] * 1000)
        yield from nested(depth - 1)
        yield max(*[depth] * 1000, key=lambda n: count(*[n] * 10)[0])


print(list(nested(50)))
