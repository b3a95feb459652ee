"""A small object-relational mapper over dicts: descriptors, metaclass, query objects."""
import copy
import json
import operator
from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar, overload, get_type_hints

M = TypeVar("M", bound="Model")


class Field(Generic[M]):
    def __init__(self, kind: type, default: Any = None, *, null: bool = False):
        self.kind, self.default, self.null = kind, default, null

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, self.default)

    def __set__(self, instance, value):
        if value is None and not self.null:
            raise ValueError(f"{type(instance).__name__}.{self.name} may not be None")
        if value is not None and not isinstance(value, self.kind):
            raise TypeError(f"{self.name}: expected {self.kind.__name__}, got {type(value).__name__}")
        instance.__dict__[self.name] = value

    def _compare(self, op, other):
        return Condition(lambda row: op(getattr(row, self.name), other), f"{self.name} {op.__name__} {other!r}")

    def __eq__(self, other): return self._compare(operator.eq, other)
    def __lt__(self, other): return self._compare(operator.lt, other)
    def __gt__(self, other): return self._compare(operator.gt, other)
    __hash__ = object.__hash__


class Condition:
    def __init__(self, test, text):
        self.test, self.text = test, text

    def __and__(self, other):
        return Condition(lambda row: self.test(row) and other.test(row), f"({self.text} and {other.text})")

    def __or__(self, other):
        return Condition(lambda row: self.test(row) or other.test(row), f"({self.text} or {other.text})")

    def __invert__(self):
        return Condition(lambda row: not self.test(row), f"not {self.text}")


class Meta(type):
    registry: dict[str, "Meta"] = {}

    def __new__(meta, name, bases, namespace, *, table=None):
        cls = super().__new__(meta, name, bases, namespace)
        cls._fields = {k: v for base in reversed(cls.__mro__) for k, v in vars(base).items() if isinstance(v, Field)}
        cls._table = table or name.lower() + "s"
        cls._rows = []
        if bases:
            meta.registry[cls._table] = cls
        return cls

    def __iter__(cls):
        return iter(cls._rows)

    def __len__(cls):
        return len(cls._rows)


class Model(metaclass=Meta):
    id = Field(int, 0)

    def __init__(self, **values):
        for name, value in values.items():
            if name not in self._fields:
                raise AttributeError(f"{type(self).__name__} has no field {name!r}")
            setattr(self, name, value)
        self.id = len(type(self)._rows) + 1
        type(self)._rows.append(self)

    @classmethod
    def where(cls, condition, *, order=None):
        found = filter(condition.test, cls)
        return sorted(found, key=operator.attrgetter(order)) if order else list(found)

    def __repr__(self):
        inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields)
        return f"{type(self).__name__}({inner})"

    def to_json(self):
        return json.dumps({name: getattr(self, name) for name in self._fields}, sort_keys=True)


class Person(Model, table="people"):
    name = Field(str)
    age = Field(int, 18)
    email = Field(str, null=True)


class Employee(Person):
    salary = Field(float, 0.0)


for name, age in [("Ann", 31), ("Bob", 17), ("Cyd", 45)]:
    Person(name=name, age=age)
Employee(name="Dan", salary=10.5, email=None)
query = (Person.age > 18) & ~(Person.name == "Cyd")
print(query.text, Person.where(query))
print(Person.where((Person.age < 20) | (Person.name == "Cyd"), order="age"))
print(len(Person), len(Employee), list(Meta.registry), [*Employee._fields])
print(Employee._rows[0].to_json(), isinstance(Person, Iterable), copy.copy(Person._rows[0]))
for bad in (lambda: Person(name=3), lambda: Person(name=None), lambda: Person(nam="x")):
    try:
        bad()
    except (TypeError, ValueError, AttributeError) as error:
        print(type(error).__name__, error)
print(get_type_hints(Meta), Field[int], Field.__parameters__)
