# Lists searched and compared while __eq__ changes them.
class Evil:
    def __init__(self, act, result=False):
        self.act, self.result = act, result

    def __eq__(self, other):
        self.act()
        return self.result


def attempt(name, f):
    try:
        print(name, f())
    except Exception as error:
        print(name, type(error).__name__, error)


def fresh(result, method):
    l = []
    e = Evil(method(l), result)
    l += [e, 1, 2, e, 3]
    return l, e


for result in (False, True):
    for name, method in (("clear", lambda l: l.clear), ("pop", lambda l: lambda: l and l.pop()), ("append", lambda l: lambda: len(l) < 50 and l.append(0)), ("insert", lambda l: lambda: len(l) < 50 and l.insert(0, 9))):
        for call in ("index", "count", "remove"):
            l, e = fresh(result, method)
            attempt((name, result, call), lambda: getattr(l, call)(77))
            print(len(l))
        l, e = fresh(result, method)
        attempt((name, result, "in"), lambda: 77 in l)
        l, e = fresh(result, method)
        attempt((name, result, "=="), lambda: l == [77] * 5)
        l, e = fresh(result, method)
        attempt((name, result, "== list"), lambda: [77] * 5 == l)
        l, e = fresh(result, method)
        attempt((name, result, "<"), lambda: l < [77] * 5)
        print(len(l))
l = [1, 2, 3]
class Index:
    def __index__(self):
        l.clear()
        return 1
attempt("getitem", lambda: l[Index()])
l = [1, 2, 3]
attempt("setitem", lambda: l.__setitem__(Index(), 5))
l = [1, 2, 3]
attempt("delitem", lambda: l.__delitem__(Index()))
l = [1, 2, 3]
attempt("slice", lambda: l[Index():])
l = [1, 2, 3]
attempt("slice set", lambda: l.__setitem__(slice(Index(), None), [7]))
print(l)
l = [1, 2, 3]
attempt("slice set step", lambda: l.__setitem__(slice(None, None, Index()), [7, 8, 9]))
print(l)
l = [1, 2, 3]
attempt("slice del", lambda: l.__delitem__(slice(0, Index())))
print(l)
l = [1, 2, 3]
attempt("pop", lambda: l.pop(Index()))
l = [1, 2, 3]
attempt("insert", lambda: l.insert(Index(), 5))
print(l)
l = [1, 2, 3]
attempt("mul", lambda: l * Index())
l = [1, 2, 3]
attempt("imul", lambda: l.__imul__(Index()))
l = [1, 2, 3]
attempt("index", lambda: l.index(3, Index()))
def growing():
    for n in range(5):
        l.append(n)
        yield n
l = [1, 2, 3]
l[1:2] = growing()
print(l)
l = [1, 2, 3]
l.extend(growing())
print(l)
def clearing():
    for n in range(5):
        l.clear()
        yield n
l = [1, 2, 3]
l[1:2] = clearing()
print(l)
l = [1, 2, 3, 4]
try:
    l[::2] = clearing()
except ValueError as error:
    print(error)
print(l)
l = [1, 2, 3]
l.extend(clearing())
print(l)
l = [1, 2, 3]
l += clearing()
print(l)
l = list(range(5))
l.extend(l); l[2:2] = l; l[::2] = l[::2]
print(l)
l = [3, 1, 2]
def key(x):
    l.clear()
    return x
attempt("sort", lambda: l.sort(key=key))
print(l)
l = [3, 1, 2]
attempt("sort in sort", lambda: l.sort(key=lambda x: l.sort()))
print(l)
l = [3, 1, 2]
attempt("sort raising", lambda: l.sort(key=lambda x: 1 / (x - 1)))
print(l)
l = [Evil(lambda: l.clear()), 1]
attempt("sort lt", lambda: l.sort())
print(len(l))
attempt("self compare", lambda: l == l)
for x in (l := [1, 2, 3]):
    l.remove(x)
print(l)
for x in (l := [1, 2, 3]):
    if len(l) < 9:
        l.append(x)
print(l)
for x in reversed(l := [1, 2, 3]):
    l.clear()
print(l)
