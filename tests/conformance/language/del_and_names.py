# del of names, attributes, subscripts; names that built-ins hide.
def f():
    a = [1, 2, 3, 4, 5, 6]
    b = a
    del a[0], a[-1], a[0:2]
    print(b)
    del a
    try:
        print(a)
    except UnboundLocalError as error:
        print(error)
    a = "again"
    return a, b


print(f())
d = {"x": 1, "y": 2}
del d["x"]
print(d)
for text in ("del d['gone']", "del [1][5]", "del 'abc'[0]", "del (1, 2)[0]", "del never", "del [][0:5]", "del {}.x"):
    try:
        exec(text)
        print(text, "ok")
    except Exception as error:
        print(text, type(error).__name__, error)
list = lambda v: "hidden"
print(list([1]))
del list
print(list((1,)))


class A:
    x = 1
    y = x
    del x


print(hasattr(A, "x"), A.y)
p, (q, [r]) = 1, (2, [3])
del p, (q, [r])
print("p" in globals(), "r" in globals())


def enclosing():
    v = 1

    def inner():
        nonlocal v
        del v

    inner()
    try:
        return v
    except NameError as error:
        return str(error)


print(enclosing())
