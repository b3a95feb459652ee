# What a global look-up remembers stays true when the namespace changes: keys added and removed, the dict cleared,
# grown, filled again, shadowed built-ins, code shared by several namespaces.
import gc

value = 1


def read():
    return value


def size(x):
    return len(x)


def warm(function, *arguments):
    for _ in range(50):
        result = function(*arguments)
    return result


def attempt(function, *arguments):
    try:
        return warm(function, *arguments)
    except NameError as error:
        return str(error)


print(attempt(read), attempt(size, "abc"))
value = 2
print(attempt(read))
for i in range(2000):
    globals()[f"name{i}"] = i
print(attempt(read), attempt(size, "abc"))
for i in range(2000):
    del globals()[f"name{i}"]
print(attempt(read))
del value
print(attempt(read))
value = [3]
print(attempt(read), gc.collect() >= 0)
value = object()
value = None
print(attempt(read))


def len(x):
    return "shadowed"


print(attempt(size, "abc"))
del len
print(attempt(size, "abc"))

source = "def get():\n    return value, len(value)\n"
code = compile(source, "shared", "exec")
spaces = []
for text in ("a", "bb", "ccc"):
    space = {"value": text}
    exec(code, space)
    spaces.append(space)
for _ in range(3):
    print([warm(space["get"]) for space in spaces])
get = [space["get"] for space in spaces]
spaces[0].clear()
print(attempt(get[0]), attempt(get[1]))
spaces[0].update(value="again", __builtins__=__builtins__)
print(attempt(get[0]))
spaces[1].popitem()
spaces[1]["value"] = "other"
print(attempt(get[1]))
spaces[2]["len"] = lambda text: -1
print(attempt(get[2]))
copied = dict(spaces[2])
spaces[2] |= {1: 2, "value": "merged"}
print(attempt(get[2]), copied["value"])
del spaces[2]["len"]
print(attempt(get[2]))


def clears():
    global value
    value = "kept " * 3
    first = value
    space = globals()
    saved = dict(space)
    space.clear()
    try:
        return value
    except NameError as error:
        message = str(error)
    finally:
        space.update(saved)
    return message, first, value


print(clears())
print(clears())
