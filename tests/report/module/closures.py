# clear_closure() and weak_cells().
import gc
import sys
import weakref

import ouropy

gc.collect()
gc.disable()


def recursive():
    def walk(depth):
        return "end" if not depth else walk(depth - 1)

    return walk


def mutual():
    def even(number):
        return number == 0 or odd(number - 1)

    def odd(number):
        return number != 0 and even(number - 1)

    return even


def other():
    value = [1]

    def read():
        return value

    return read


for make in recursive, mutual, other:
    f = make()
    alive = weakref.ref(f)
    print(make.__name__, ouropy.clear_closure(f), "emptied", end=", ")
    del f
    print("freed" if alive() is None else "not freed")
print(ouropy.clear_closure(len))


def inside():
    with ouropy.weak_cells():

        def walk(depth):
            return "end" if not depth else walk(depth - 1)

    assert walk(3) == "end"
    return walk


def shared():
    def walk(depth):
        return "end" if not depth else walk(depth - 1)

    return lambda: walk(2)


def failing():
    def walk():
        walk()

    raise KeyError(walk.__name__)


with ouropy.weak_cells():
    walk = recursive()
print(walk(3), "held weakly:", walk.__closure__[0].cell_contents is walk)
alive = weakref.ref(walk)
cell = walk.__closure__[0]
del walk
print("freed" if alive() is None else "not freed")
try:
    cell.cell_contents
except ValueError as error:
    print(error)
del cell

walk = inside()
print(walk(3))
alive = weakref.ref(walk)
del walk
print("freed" if alive() is None else "not freed")
with ouropy.weak_cells():
    keeper = shared()
print("read by another function:", keeper())
with ouropy.weak_cells():
    try:
        failing()
    except KeyError as error:
        print(error)
del keeper
print(gc.collect(), "of the one that another function read")
walk = recursive()
print("outside of a block:", end=" ")
alive = weakref.ref(walk)
del walk
print("freed" if alive() is None else "not freed")
print("tools in use:", [sys.monitoring.get_tool(tool) for tool in range(6)])
gc.collect()
