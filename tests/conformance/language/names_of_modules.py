"""Names of a module's body while its namespace, the builtins and what it is executed in change."""
total = 0
for i in range(5):
    total = total + i
    length = len("abc")
print(total, length)

code = compile("a = b + 1\nb = a\nsize = len('ab')", "<code>", "exec")
namespace = {"b": 1}
for i in range(40):
    exec(code, namespace)
print(namespace["a"], namespace["b"], namespace["size"])

# Another namespace than the globals, which the same code has been executed in.
own = {"b": 100}
exec(code, namespace, own)
print(own, namespace["b"])

# A global of a built-in's name comes, and goes.
namespace["len"] = lambda text: 7
exec(code, namespace)
print(namespace["size"])
del namespace["len"]
exec(code, namespace)
print(namespace["size"])


class Missing(dict):
    def __missing__(self, key):
        print("missing", key)
        return len if key == "len" else 5


strange = Missing()
exec(code, strange)
print(sorted(key for key in strange if key[0] != "_"))


class Body:
    for number in range(30):
        last = number
        width = len("a" * number)


print(Body.last, Body.width)


class Dying:
    def __del__(self):
        print("dies while", value)


value = 1
for i in range(3):
    value = Dying()
    value = i


def declared():
    global found
    for i in range(4):
        found = Dying()
        found = i


declared()
print(found)

# The namespace grows under the loop, by other ways.
for i in range(100):
    globals()[f"name{i}"] = i
    value = i
print(value, name99)
del value
try:
    value
except NameError as error:
    print(error)


class Overloaded(dict):
    def __setitem__(self, key, value):
        if key[0] != "_":
            print("set", key)
        super().__setitem__(key, value)


for i in range(2):
    exec(code, {"b": 1}, Overloaded())
