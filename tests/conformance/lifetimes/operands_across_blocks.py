# A local that waits as an operand while control goes to another basic block is counted; in one block it is not.
import gc
import sys

gc.disable()
count = sys.getrefcount


class V:
    """Takes any operator; what it prints is the count of itself and of the other operand."""

    def _two(self, other):
        print(" two", count(self), count(other))
        return self

    __add__ = __radd__ = __iadd__ = __sub__ = __mod__ = __or__ = __le__ = __matmul__ = _two

    def __lt__(self, other):
        print(" less", count(self), count(other))
        return True

    def __repr__(self):
        return "V"

    def __bool__(self):
        print(" bool", count(self))
        return True

    def __getitem__(self, key):
        print(" get", count(self), count(key))
        return 0

    def __setitem__(self, key, value):
        print(" set", count(self), count(key), count(value))

    def __delitem__(self, key):
        print(" del", count(self), count(key))

    def __contains__(self, item):
        print(" in", count(self), count(item))
        return True

    def __format__(self, spec):
        print(" format", count(self), spec)
        return ""

    def __call__(self, *args):
        return 0

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        print(" attr", name, count(self))
        return self

    def __hash__(self):
        return 1

    def method(self, *args):
        print(" method", count(self))
        return 0


class No(V):
    def __bool__(self):
        print(" no", count(self))
        return False


def show(*args):
    print(*args)
    return 1


def given(*args):
    return 0


def pair(a, b):
    print(" pair", count(a))


def add(x, c): return x + (count(x) if c else 0)
def add_plain(x, c): return x + count(x)
def add_left(x, c): return (count(x) if c else 0) + x
def add_add(x, c): return x + count(x) + (show(count(x)) if c else 0)
def subtract(x, c): return x - (show(count(x)) or c)
def modulo(x, c): return x % (c and show(count(x)))
def nested(x, c): return x | (x @ (show(count(x)) if c else 1))
def in_place(x, c):
    x += show(count(x)) if c else 0
def in_place_plain(x, c):
    x += show(count(x))
def compare(x, c): return x <= (show(count(x)) if c else 0)
def compare_jump(x, c):
    if x < (show(count(x)) if c else 0): show(count(x))
def identity(x, c): return x is (show(count(x)) if c else 0)
def identity_jump(x, c):
    if x is (show(count(x)) if c else 0): pass
def member(x, c): return x in (c if show(count(x)) else c)
def member_of(x, c): return (show(count(x)) if c else 0) in x
def chain(x, c): return x < show(count(x)) < 5
def chain_middle(x, c): return x < x < show(count(x))
def chain_middle_jump(x, c):
    if x < x < show(count(x)): show(count(x))
    else: show(count(x))
def chain_three(x, c): return x < x < x < show(count(x))
def chain_left(x, c): return x <= c <= show(count(x))
def chain_in(x, c): return 0 in x in [show(count(x))]
def both(x, c): return x and show(count(x))
def both_plain(x, c): return given(x and count(x), show(count(x)))
def either(x, c): return given(x or c, show(count(x)))
def all_three(x, c): return x and x and show(count(x))
def value_of_and(x, c): return pair(x and x, c)
def value_of_or(x, c): return pair(x or c, c)
def jump_and(x, c):
    if x and show(count(x)): show(count(x))
def negated(x, c): return not x
def conditional(x, c): y = pair(x if c else 0, c)
def conditional_else(x, c): return pair(0 if not c else x, c)
def argument(x, c): return given(x, show(count(x)) if c else 0)
def argument_plain(x, c): return given(x, show(count(x)), c)
def keyword(x, c): return given(x, *[show(count(x)) if c else 0])
def function(x, c): return x(show(count(x)) if c else 0)
def method(x, c): return x.method(show(count(x)) if c else 0)
def method_plain(x, c): return x.method(show(count(x)))
def no_method(x, c): return x.other(show(count(x)) if c else 0)
def attribute(x, c): return x.name
def item(x, c): return x[show(count(x)) if c else 0]
def item_plain(x, c): return x[show(count(x))]
def key(x, c): return V()[x, show(count(x)) if c else 0]
def slice_of(x, c): return x[(show(count(x)) if c else 0):]
def slice_step(x, c): return x[:1:(show(count(x)) if c else 0)]
def store_item(x, c):
    x[show(count(x)) if c else 0] = c
def store_value(x, c):
    V()[show(count(x)) if c else 0] = x
def store_key(x, c):
    V()[x] = show(count(x)) if c else 0
def store_slice(x, c):
    x[(show(count(x)) if c else 0):] = c
def store_attribute(x, c):
    (given if show(count(x)) else c).attribute = x
def delete_item(x, c):
    del x[show(count(x)) if c else 0]
def delete_slice(x, c):
    del x[:(show(count(x)) if c else 0)]
def in_place_item(x, c):
    x[0] += show(count(x)) if c else 0
def in_place_item_plain(x, c):
    x[0] += show(count(x))
def in_place_key(x, c):
    V()[x] += show(count(x)) if c else 0
def in_place_attribute(x, c):
    x.name += show(count(x)) if c else 0
def in_place_attribute_plain(x, c):
    x.name += show(count(x))
def in_place_slice(x, c):
    x[1:] += show(count(x)) if c else 0
def formatted(x, c): return f"{x:{show(count(x)) if c else 0}}"
def formatted_plain(x, c): return f"{x:{show(count(x))}}"
def template(x, c): return given(t"{x}{show(count(x)) if c else 0}")
def raised(x, c):
    try: raise x from (show(count(x)) if c else 0)
    except TypeError as e: print(e)
def display(x, c): return [x, show(count(x)) if c else 0]
def display_plain(x, c): return [x, show(count(x))]
def dictionary(x, c): return {1: x, 2: show(count(x)) if c else 0}
def element(x, c): return [{x: show(count(x)) if c else 0 for _ in [1]}]
def element_plain(x, c): return [{x: show(count(x)) for _ in [1]}]
def add_comprehension(x, c): return x + [show(count(x)) for _ in [1]]
def add_comprehension_of(x, c): return x + [show(count(x)) for x in [x]]
def add_set(x, c): return x + {show(count(x)) for _ in [1] if c}
def add_generator(x, c): return x + sum(show(count(x)) for _ in [1])
def add_any(x, c): return x + any(show(count(x)) for _ in [1])
def add_walrus(x, c): return x + (x := c if show(count(x)) else 0)
def add_walrus_of_other(x, c): return x + (y := show(count(x)) if c else 0)
def add_lambda(x, c): return x + (lambda: show(count(c)) if c else 0)()
def add_constant_condition(x, c): return x + (show(count(x)) if 1 else 0)
def add_after_del(x, c):
    y = x
    if c: del x
    else: y = 1
    return y + (show(count(y)) if c else 0)
def add_unbindable(x, c):
    if not c: del x
    return x + show(count(x))
def add_to_stored(x, c):
    y = x; return y + (show(count(y)) if c else 0)
def add_to_stored_plain(x, c):
    y = x; return y + show(count(y))
def add_in_handler(x, c):
    try: 1 / 0
    except ZeroDivisionError: return x + show(count(x)) + (x - (show(count(x)) if c else 0))
def add_behind_pass(x, c):
    if 0: pass
    return x + show(count(x))
def add_unreached(x, c):
    while True:
        if c: break
    else: pass
    return x + show(count(x))
def add_raising(x, c):
    try: return x + (1 / 0 if c else 0)
    except ZeroDivisionError: print(count(x))
    print(count(x))
def add_loop(x, c):
    for _ in 1, 2: x + (show(count(x)) if c else 0)
def asserted(x, c):
    assert x < (show(count(x)) if c else 0), x


def add_yield(x, c):
    x + (yield count(x))
    x + (yield from iter([count(x)]))
    given(x, (yield count(x)))
    x <= x <= (yield count(x))
    x[(yield count(x))]
    print({x: (yield count(x))})


class Waits:
    def __await__(self):
        yield 1
        return 2


async def add_await(x, c):
    print(x + (await Waits()))
    x + show(count(x), await Waits(), count(x))
    x < c < await Waits()
    print({x: await Waits()}, [x, await Waits()], x[await Waits()])
    x[0] += await Waits()


def run(function, *args):
    print(function.__name__)
    try:
        result = function(*args)
    except Exception as error:
        print(" error", type(error).__name__, error)
        return
    if not isinstance(result, V):
        print("  ", result)


forms = [value for value in list(globals().values()) if hasattr(value, "__code__")
         and value.__code__.co_varnames[:2] == ("x", "c") and not value.__code__.co_flags & 0xA0]
for form in forms:
    run(form, V(), 1)
for form in (both, either, all_three, value_of_and, value_of_or, jump_and):
    run(form, No(), 1)
for form in (add, member_of, chain_middle, add_comprehension):
    run(form, [], 1)


x = V()
for number in add_yield(x, 1):
    print("yield", number)
coroutine = add_await(x, 1)
try:
    while True:
        coroutine.send(None)
        print("await", count(x))
except StopIteration:
    print("end", count(x))
