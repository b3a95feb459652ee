# object.__getstate__ gives the dict itself, and the slots that copyreg finds out once.
import copy
import copyreg


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


class Plain:
    pass


plain = Plain()
print(plain.__getstate__(), vars(Plain)["__slotnames__"])
plain.x = 1
print(plain.__getstate__() is plain.__dict__, plain.__reduce_ex__(2)[2] is plain.__dict__)


class Slotted:
    __slots__ = "a", "__private"

    def __init__(self):
        self.a = 1
        self.__private = 2


class Both(Slotted):
    pass


both = Both()
print(both.__getstate__(), both.__dict__)
both.b = 3
print(both.__getstate__(), Both.__slotnames__, "__slotnames__" in vars(Slotted))
copied = copy.copy(both)
print(copied.a, copied.b, copied.__dict__ is both.__dict__)


class Name(str):
    pass


class Told:
    __slotnames__ = [Name("spam"), "missing"]

    def __getattr__(self, name):
        if name == "spam":
            Told.__slotnames__[:] = [Name("spam"), "other"]
            return 42
        raise AttributeError(name)


print(Told().__reduce_ex__(2)[1:])


class Changing:
    __slotnames__ = ["spam"]

    def __getattr__(self, name):
        Changing.__slotnames__.append("more")
        return 1


attempt(lambda: Changing().__getstate__())


class Wrong:
    __slotnames__ = 3


attempt(lambda: Wrong().__getstate__())


class Without:
    __slotnames__ = None


attempt(lambda: Without().__getstate__())
original = copyreg._slotnames
copyreg._slotnames = lambda cls: "text"


class Other:
    pass


attempt(lambda: Other().__getstate__())
copyreg._slotnames = original
