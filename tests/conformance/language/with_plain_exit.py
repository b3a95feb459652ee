"""A `with` statement whose `__exit__` is no method: it is called without the context manager."""


class Static:
    __enter__ = staticmethod(lambda: print("enter"))
    __exit__ = staticmethod(lambda *arguments: print("exit", arguments[:2]))


class Swallowing(Static):
    @staticmethod
    def __exit__(*arguments):
        print("swallowed", arguments[0])
        return True


try:
    with Static():
        raise ValueError("one")
except ValueError as error:
    print(error)
with Swallowing():
    raise KeyError("two")
with Static():
    print("body")
