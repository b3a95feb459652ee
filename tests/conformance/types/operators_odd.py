# Operands and methods that are not what they seem.
import functools


def attempt(label, function):
    try:
        print(label, function())
    except Exception as error:
        print(label, type(error).__name__, error)


class Two:
    def __index__(self):
        return 2


class Plain:
    pass


def times(left, right):
    left *= right
    return left


for left in (Two(), Plain(), 2, True, 2.0, None, {}, set(), {}.keys(), {}.values(), len, int, "ab", (1,)):
    for right in ("ab", [1], Two(), 3):
        attempt(f"{type(left).__name__} *= {type(right).__name__}", lambda: times(left, right))
        attempt(f"{type(left).__name__} * {type(right).__name__}", lambda: left * right)


class Items:
    def __getitem__(self, index):
        return index


attempt("reversed", lambda: reversed(Items()))


def sorting(change):
    items = [2, 1]

    def compare(a, b):
        change(items)
        return (a > b) - (a < b)

    items.sort(key=functools.cmp_to_key(compare))
    return items


attempt("appended and popped", lambda: sorting(lambda items: (items.append(3), items.pop())))
attempt("appended", lambda: sorting(lambda items: items.append(3)))
attempt("extended and cleared", lambda: sorting(lambda items: (items.extend([1, 2]), items.clear())))
attempt("cleared", lambda: sorting(lambda items: items.clear()))
attempt("read", lambda: sorting(lambda items: (len(items), list(items), items.copy())))


class Property:
    @property
    def __eq__(self):
        raise AttributeError("no")

    @property
    def __iter__(self):
        raise ValueError("no")


attempt("==", lambda: Property() == 5)
attempt("iter", lambda: iter(Property()))
