"""What growth says of lists, dicts, functions and classes that a function leaves behind."""
import objgraph

kept = []


def lists():
    kept.append([[] for _ in range(20)])


def dicts():
    kept.append([{"a": []} for _ in range(20)])


def functions():
    kept.extend((lambda number=number: number) for number in range(20))


def closures():
    kept.extend((lambda: index) for index in range(20))


def classes():
    for _ in range(20):
        class Made:
            attribute = 1
        kept.append(Made)


def generators():
    for _ in range(20):
        generator = (number for number in [1])
        next(generator)
        kept.append(generator)


def exceptions():
    for _ in range(20):
        try:
            raise ValueError("text")
        except ValueError as error:
            kept.append(error)


def instances():
    class Made:
        def __init__(self):
            self.data = []
    for _ in range(20):
        made = Made()
        vars(made)
        kept.append(made)


peak = {}
for _ in range(3):
    objgraph.growth(peak_stats=peak)
for function in (lists, dicts, functions, closures, classes, generators, exceptions, instances):
    before = objgraph.typestats()
    function()
    after = objgraph.typestats()
    grown = {name: number - before.get(name, 0) for name, number in after.items()}
    print(function.__name__, sorted((name, number) for name, number in grown.items() if number > 9))
