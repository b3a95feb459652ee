# The size of an instance's dict: while it shares its class's keys, it has room for as many values as the class expects.
import sys


class Plain:
    pass


class Listed(list):
    pass


class Number(int):
    pass


class Text(str):
    pass


class Three:
    def __init__(self):
        self.a = self.b = self.c = 1


class Slots(Plain):
    __slots__ = ("q",)


class Meta(type):
    pass


class Made(metaclass=Meta):
    pass


def size(value):
    return sys.getsizeof(value)


for cls in (Plain, Listed, Number, Text, property, Three):
    cls = type("Derived", (cls,), {}) if cls is property else cls
    value = cls()
    print(cls.__name__, size(value), value.__sizeof__(), end=" ")
    value.x = 1
    print(size(value), size(value.__dict__), size(value), end=" ")
    value.y = value.z = 2
    print(size(value.__dict__), end=" ")
    other = cls()
    print(size(other.__dict__), end=" ")
    other.x = other.p = other.q = 1
    print(size(other.__dict__), size(cls))
print([size(Plain().__dict__) for _ in range(35)])
many = [Three() for _ in range(40)]
print({size(one.__dict__) for one in many})
sizes = []
for number in range(40):
    setattr(many[0], f"k{number}", 1)
    sizes.append(size(many[0].__dict__))
print(sizes, {size(one.__dict__) for one in many[1:]}, size(Three().__dict__))
names = many[3].__dict__
del many[3].a
print(size(names), size(names.copy()), size(dict(names)), size({**names}), size(names | {}))
names.pop("b")
print(size(names))
names.popitem()
print(size(names))
names = many[4].__dict__
many[4] = None
print(size(names), names)
names[1] = 2
print(size(names))
names = many[5].__dict__
names["a" + str(1)] = 2
print(size(names))
replaced = Three()
replaced.__dict__ = {"q": 1}
print(size(replaced.__dict__), size(replaced), size(Slots()), size(Slots), size(Slots().__dict__), size(Meta), size(Made))
late, later = Plain(), Plain()
late.__dict__["fresh"] = 1
later.fresh = 2
print(late.fresh, later.fresh, vars(later), size(vars(later)))
empty = [Plain().__dict__ for _ in range(3)]
print(empty, {size(names) for names in empty})
