# A class body reads its own names first and is not an enclosing scope for its functions.
x = "global"


class A:
    x = "class"
    seen = x
    squares = [n for n in range(3)]

    def method(self):
        return x

    def __private(self):
        return "mangled"

    def call_private(self):
        return self.__private()

    for i in range(3):
        if i == 1:
            def chosen(self):
                return "chosen"
    del i


print(A.seen, A.squares, A().method(), A().call_private())
print(sorted(n for n in vars(A) if not n.startswith("__")))


def outer():
    x = "enclosing"

    class B:
        first = x
        x = "own"
        second = x

        def get(self):
            return x

    return B


B = outer()
try:
    print(B.first, B.second, B().get())
except NameError as error:
    print(error)


def outer2():
    y = "enclosing"

    class C:
        y = y if False else "rebound"

    return C


try:
    print(outer2().y)
except NameError as error:
    print(error)


class D:
    n = 2
    try:
        values = [n * i for i in range(3)]
    except NameError as error:
        print(error)
    outermost = [i for i in range(n)]


print(D.outermost)


class E:
    global made_global
    made_global = 5
    print(__qualname__, __module__)

    class F:
        print(__qualname__)


print(made_global, E.F.__qualname__, outer.__qualname__, A.method.__qualname__, outer2().__qualname__)
