# What `except*` holds, and when it lets go.
import sys


class Error(Exception):
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  del", self.name)


class Other(Error):
    pass


class Group(ExceptionGroup):
    def derive(self, exceptions):
        return Group(self.message, exceptions)

    def __del__(self):
        print("  del group of", len(self.exceptions))


def group(*names):
    return Group("g", [(Error if name < "m" else Other)(name) for name in names])


print("all caught")
try:
    raise group("a", "b")
except* Error as caught:
    print("body", len(caught.exceptions))
print("after")

print("in two parts")
try:
    raise group("c", "n")
except* Other as caught:
    print("first")
except* Error:
    print("second")
print("after")

print("naked")
try:
    raise Error("d")
except* Error as caught:
    print("body", type(caught).__name__)
print("after")

print("kept by a name")
try:
    raise group("e", "o")
except* Other as caught:
    kept = caught.exceptions[0]
except* Error:
    pass
print("after")
del kept

print("a part goes on")
try:
    try:
        raise group("f", "p")
    except* Other:
        print("inner")
    print("never")
except Group as rest:
    print("outer", [error.name for error in rest.exceptions])
    del rest
print("after")

print("one is raised in a clause")
try:
    try:
        raise group("g", "q")
    except* Other:
        raise Error("new")
except ExceptionGroup as rest:
    print("outer", [type(error).__name__ for error in rest.exceptions])
    print(rest.exceptions[0].__context__.exceptions[0].name)
    del rest
print("after")
print(sys.exception())
