"""A weak reference's callback that raises: in a collection the message is another one than at a death by the count."""
import gc
import weakref


class Plain:
    pass


def fail(reference):
    raise ValueError("from the callback")


gc.disable()
one = Plain()
reference = weakref.ref(one, fail)
del one
print("dead by the count")
two = Plain()
two.me = two
reference = weakref.ref(two, fail)
del two
print(gc.collect())
