# A class body that declares a name global, in a function that has a variable of that name: the methods mean the
# function's.


def parameter(x):
    class Foo:
        global x

        def __call__(self, y):
            return x + y

    return Foo()


x = 0
print(parameter(6)(2), parameter(3)(5))


def two(x, y):
    class Foo:
        global x

        def m(self):
            return (x, y)

    return Foo().m()


print(two(6, 7))


def assigned(x):
    class Foo:
        global x
        x = "global"
        seen = x

        class Inner:
            seen = x

            def m(self):
                return x

    return Foo.seen, Foo.Inner.seen, Foo.Inner().m()


print(assigned("parameter"), x)


def comprehension(x):
    class Foo:
        global x
        items = [x for _ in (1,)]
        lazily = list(x for _ in (1,))
        function = lambda: x

    return Foo.items, Foo.lazily, Foo.function()


print(comprehension("parameter"))


def not_local(x):
    class Foo:
        nonlocal x
        x += 1

        def m(self):
            return x

    return Foo().m(), x, Foo.m.__code__.co_freevars


print(not_local(4))
