# __init_subclass__, __set_name__, __class_getitem__, __mro_entries__.
class Plugin:
    registry = {}

    def __init_subclass__(cls, /, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Plugin.registry[key] = cls.__name__
        print("subclass", cls.__name__, key)


class One(Plugin, key="one"): ...
class Two(One, key="two"): ...
class Three(Plugin): ...


print(Plugin.registry)
try:
    class Bad(Plugin, wrong=1): ...
except TypeError as error:
    print(error)


class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, instance, owner):
        return self.name


class Owner:
    a = Named()
    b = c = Named()


print(Owner.a, Owner().b)
Owner.late = Named()
print(hasattr(Owner.__dict__["late"], "name"))


class Failing:
    def __set_name__(self, owner, name):
        raise ValueError("no")


try:
    class F:
        field = Failing()
except ValueError as error:
    print(error, error.__notes__)


class Generic:
    def __class_getitem__(cls, item):
        return cls.__name__, item


print(Generic[int, 3], Generic[...])
try:
    int[3]
except TypeError as error:
    print(error)
print(list[int], dict[str, list[int]])


class Entry:
    def __mro_entries__(self, bases):
        print("mro_entries", bases == (self,))
        return (One,)


class FromEntry(Entry(), key="entry"): ...


print(FromEntry.__bases__, "__orig_bases__" in vars(FromEntry))


class Order:
    def __init_subclass__(cls):
        print("init_subclass after set_name", cls.field.done)


class Field:
    done = False

    def __set_name__(self, owner, name):
        self.done = True


class Sub(Order):
    field = Field()
