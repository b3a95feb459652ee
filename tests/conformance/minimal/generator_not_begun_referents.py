"""A generator that has not begun refers to nothing besides its arguments and what it is made of."""
import gc


def waiter(held):
    for item in [held, 1]:
        yield item


print(1 in (1, 2), [1 == 1.0, "a" < "b"])
print([type(item).__name__ for item in gc.get_referents(waiter(()))])
