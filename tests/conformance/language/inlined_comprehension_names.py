# A variable of a list comprehension is one of the function around it too. Where that matters: the function has no
# variable of that name, a function further out has.
z = "global"


def show(function):
    try:
        print(function())
    except NameError as error:
        print(error)
    code = function.__code__
    print(code.co_freevars, code.co_cellvars)


def none_around():
    a = [z for z in (1,)]
    return [z for q in (1,)]


show(none_around)


def outer(z):
    def before():
        b = [z for q in (1,)]
        a = [z for z in (1,)]
        return b

    show(before)

    def behind():
        a = [z for z in (1,)]
        return [z for q in (1,)]

    show(behind)

    def captured():
        def inner():
            return z

        return inner(), [z for z in (1,)]

    show(captured)

    def in_class():
        class K:
            z = z

        return K.z, [z for z in (1,)]

    show(in_class)

    def nested():
        return [[z for z in (1,)] for q in (1,)], [z for q in (1,)]

    show(nested)


outer("outer")


def cell_inside(w):
    return {y: (lambda: w)() for w in (1, 2) for y in (w,)}, w


show(lambda: cell_inside(5))
print(cell_inside.__code__.co_cellvars)
