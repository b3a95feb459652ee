"""Call stacks, exceptions."""
import memory_graph as mg
from _shown import masked


class Account:
    def __init__(self, amount):
        self.amount = amount

    def pay(self, amount):
        return mg.stack()

    @classmethod
    def make(cls):
        return mg.stack()


def outer(number):
    data = [number]

    def inner(more):
        return mg.stack()
    return inner({"data": data})


def raising(number):
    text = "local"
    return 1 // number


def show(stack):
    for name, values in stack.items():
        print(name, [key for key in values if not key.startswith("__") and key not in ("mg", "masked")])


show(outer(3))
show(Account(4).pay(1))
show(Account.make())
stack = outer(3)
del stack[next(iter(stack))]
print(masked(mg.create_graph(stack).source))
try:
    raising(0)
except ZeroDivisionError as error:
    found = mg.stack_exception(error, stack_index=1)
    show(found)
    print(masked(mg.create_graph(found).source))
    print(masked(mg.create_graph([error]).source))
