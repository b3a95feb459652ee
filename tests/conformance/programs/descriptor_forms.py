"""Forms by descriptors and metaclasses: typed fields, validators, computed values, proxies, method kinds, attribute hooks."""

import abc
import builtins
import collections
import functools
import inspect
import keyword
import operator
import re
import sys
import types
from typing import Any, ClassVar


class Field:
    order = 0

    def __new__(cls, *arguments, **options):
        self = super().__new__(cls)
        Field.order += 1
        self.position = Field.order
        return self

    def __init__(self, *, required=True, default=None, label=None):
        self.required, self.default, self.label = required, default, label
        self.checks = []

    def __set_name__(self, owner, name):
        if keyword.iskeyword(name.rstrip("_")):
            raise NameError(f"field {name} is spelled like a keyword")
        self.name, self.owner = name, owner

    def __get__(self, form, owner=None):
        if form is None:
            return self
        try:
            return form._values[self.name]
        except KeyError:
            return self.default() if callable(self.default) else self.default

    def __set__(self, form, value):
        form._values[self.name] = self.clean(form, value)

    def __delete__(self, form):
        try:
            del form._values[self.name]
        except KeyError:
            raise AttributeError(f"{self.name} is not set", name=self.name, obj=form) from None

    def clean(self, form, value):
        value = self.convert(value)
        for check in self.checks:
            check(form, value)
        return value

    def convert(self, value):
        return value

    def check(self, function):
        self.checks.append(function)
        return function

    def __repr__(self):
        return f"{type(self).__name__}<{self.name}>"


class Text(Field):
    def __init__(self, pattern=".*", **options):
        super().__init__(**options)
        self.pattern = re.compile(pattern)

    def convert(self, value):
        if not self.pattern.fullmatch(str(value)):
            raise ValueError(f"{self.name}: {value!r} does not match {self.pattern.pattern}")
        return str(value)


class Number(Field):
    convert = staticmethod(int)


class FormType(abc.ABCMeta):
    def __prepare__(name, bases, **options):
        return collections.ChainMap({}, {"Text": Text, "Number": Number})

    __prepare__ = staticmethod(__prepare__)

    def __new__(meta, name, bases, namespace, *, strict=False):
        cls = super().__new__(meta, name, bases, dict(namespace.maps[0]))
        cls.strict = strict
        inherited = {f.name: f for base in reversed(cls.__mro__[1:]) for f in getattr(base, "fields", {}).values()}
        own = sorted((v for v in vars(cls).values() if isinstance(v, Field)), key=operator.attrgetter("position"))
        cls.fields = types.MappingProxyType(inherited | {f.name: f for f in own})
        return cls

    def __call__(cls, *arguments, **values):
        form = super().__call__(*arguments)
        if cls.strict and (strangers := values.keys() - cls.fields.keys()):
            raise TypeError(f"{cls.__name__} has no field {min(strangers)}")
        for name in sorted(values, key=list(cls.fields).index):
            setattr(form, name, values[name])
        return form

    def __len__(cls):
        return len(cls.fields)

    def __contains__(cls, name):
        return name in cls.fields

    @property
    def summary(cls):
        return f"{cls.__name__}({', '.join(cls.fields)})"


class Form(metaclass=FormType):
    def __init__(self):
        self._values = {}

    @abc.abstractmethod
    def submit(self): ...

    def missing(self):
        return [n for n, f in self.fields.items() if f.required and getattr(self, n) is None]

    def __getattr__(self, name):
        if name.startswith("get_") and name[4:] in self.fields:
            return functools.partial(getattr, self, name[4:])
        raise AttributeError(f"{type(self).__name__!r} has no {name!r}", name=name, obj=self)

    def __dir__(self):
        return sorted({*super().__dir__(), *(f"get_{n}" for n in self.fields)})


class Person(Form):
    name = Text(r"[A-Z]\w*")
    age = Number(required=False, default=18)
    tags = Field(default=list)

    @age.check
    def _(self, value):
        if value < 0:
            raise ValueError("age is negative")

    def submit(self):
        return dict(self._values)


class Employee(Person, strict=True):
    salary = Number()
    name = Text(r"\w+, \w+")

    @property
    def monthly(self):
        """The salary of a month."""
        return self.salary / 12

    @monthly.setter
    def monthly(self, value):
        self.salary = value * 12

    @monthly.deleter
    def monthly(self):
        del self.salary

    @salary.check
    def enough(self, value):
        if value < (self.age or 0) * 100:
            raise ValueError(f"too little for {self.age}")


class Lazy:
    """A non-data descriptor that replaces itself."""

    def __init__(self, function):
        self.function = function
        functools.update_wrapper(self, function)

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.function(instance)
        return value


class ClassProperty(property):
    def __get__(self, instance, owner):
        return super().__get__(owner)


class Proxy:
    """Forwards everything that is not its own, special methods by name."""

    __slots__ = ("_target", "_log")

    def __init__(self, target):
        object.__setattr__(self, "_target", target)
        object.__setattr__(self, "_log", [])

    def __getattribute__(self, name):
        if name in Proxy.__slots__ or name == "__class__":
            return object.__getattribute__(self, name)
        self._log.append(name)
        return getattr(self._target, name)

    def __setattr__(self, name, value):
        self._log.append(f"{name}=")
        setattr(self._target, name, value)

    def __delattr__(self, name):
        self._log.append(f"del {name}")
        delattr(self._target, name)

    for _name in ("__len__", "__getitem__", "__add__", "__call__", "__iter__", "__contains__"):
        exec(f"def {_name}(self, *a, **k):\n    return self.{_name}(*a, **k)\n")
    del _name


class Kinds:
    count = 0
    secret = ClassProperty(lambda cls: f"of {cls.__name__}")

    @Lazy
    def heavy(self):
        """Takes long."""
        Kinds.count += 1
        return self.count * 10

    @staticmethod
    def plain(x):
        return x

    @classmethod
    def make(cls, *parts):
        return cls.__name__, parts

    partial = functools.partialmethod(make, "given")
    by_name = functools.cached_property(lambda self: "cached")


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            print("  ", type(error).__name__, error, getattr(error, "__notes__", ""))


person = Person(name="Ann", age="31")
print(person.name, person.age, person.tags, person.submit(), person.missing(), Person.summary, len(Employee),
      list(Employee.fields), "age" in Employee, Person.name, Employee.fields["name"].owner.__name__, person.get_age())
employee = Employee(name="Bob, B", salary=12000, age=40)
employee.monthly = 900
print(employee.monthly, employee.salary, Employee.monthly.__doc__, employee._values,
      [n for n in dir(employee) if n.startswith("get_")], isinstance(employee, Form), Employee.strict)
attempt(lambda: setattr(person, "name", "ann"), lambda: setattr(person, "age", "x"), lambda: setattr(person, "age", -1),
        lambda: delattr(person, "tags"), lambda: person.nope, lambda: person.get_nope, lambda: Form(),
        lambda: Employee(salary=1, zeal=2), lambda: Employee(name="x"), lambda: Employee(salary=5),
        lambda: delattr(employee, "monthly") or employee.missing(), lambda: employee.monthly, lambda: Person(nope=1),
        lambda: Person("x"), lambda: Person.fields.update(a=1), lambda: setattr(Person, "summary", 1),
        lambda: Person.summary.nope, lambda: FormType("F", (Form,), {"x": 1}),
        lambda: FormType("G", (Form,), collections.ChainMap({"class_": Field()})),
        lambda: setattr(person, "free", 3) or person.free, lambda: hasattr(person, "get_name"),
        lambda: Person.submit(3))
kinds = Kinds()
print(kinds.heavy, kinds.heavy, Kinds.count, Kinds.heavy.__doc__, Kinds.secret, kinds.secret, kinds.plain(1),
      Kinds.plain(2), kinds.make(1), kinds.partial("more"), kinds.by_name, sorted(vars(kinds)),
      Kinds.__dict__["plain"].__func__(3), Kinds.make.__func__.__qualname__, type(Kinds.__dict__["make"]).__name__)
attempt(lambda: setattr(kinds, "secret", 1), lambda: Kinds.__dict__["make"](1), lambda: Kinds.__dict__["plain"](4),
        lambda: kinds.make.__self__ is Kinds, lambda: property().__get__(1),
        lambda: setattr(type("T", (), {"x": property()})(), "x", 1), lambda: property(len, doc="d").__doc__,
        lambda: classmethod(3).__get__(None, int), lambda: staticmethod(3)(),
        lambda: functools.cached_property(len).__get__(3, int), lambda: type("Slots", (),
        {"__slots__": "a", "b": functools.cached_property(len)})().b, lambda: type("Two", (),
        {"__slots__": ["a"], "a": 1}), lambda: type("Bad", (), {"__slots__": ["1x"]}),
        lambda: type("S", (int,), {"__slots__": ["a"]})(3).__dict__, lambda: type("V", (tuple,), {"__slots__": ["a"]}),
        lambda: types.MethodType(len, "abc")(), lambda: types.MethodType(3, 4), lambda: len.__get__("x"),
        lambda: str.upper.__get__("ab")(), lambda: str.upper(3), lambda: (lambda self: self).__get__(5)(),
        lambda: super(Kinds, kinds).heavy, lambda: super(3), lambda: super(int, "x"),
        lambda: object.__getattribute__(kinds, "zz"), lambda: object.__setattr__(3, "a", 1),
        lambda: type.__getattribute__(Kinds, "count"), lambda: type.mro(Kinds)[0] is Kinds,
        lambda: setattr(int, "x", 1), lambda: setattr(kinds, "__class__", int),
        lambda: setattr(kinds, "__class__", Proxy), lambda: setattr(kinds, "__dict__", 3),
        lambda: setattr(Kinds, "__bases__", ()), lambda: type("X", (bool,), {}),
        lambda: type("X", (Kinds, object, Kinds), {}), lambda: type("X", (object, Kinds), {}),
        lambda: type("X", (), {"__init_subclass__": lambda cls: 1})() and 1, lambda: type("Y", (), {}, spam=1),
        lambda: type("Z", (), {"__set_name__": 1, "a": type("N", (), {"__set_name__": lambda *a: 1 / 0})()}))
proxy = Proxy([3, 1, 2])
print(len(proxy), proxy[0], proxy + [4], 1 in proxy, sorted(proxy), proxy.sort(), list(proxy), proxy._log,
      type(proxy).__name__, isinstance(proxy, list), isinstance(proxy, Proxy))
attempt(lambda: proxy(), lambda: setattr(proxy, "x", 1), lambda: delattr(proxy, "y"), lambda: proxy.nope,
        lambda: proxy < [1], lambda: reversed(proxy), lambda: hash(proxy) == object.__hash__(proxy))
print(inspect.getattr_static(kinds, "secret"), inspect.isdatadescriptor(Kinds.__dict__["secret"]),
      inspect.ismethoddescriptor(str.upper), inspect.isgetsetdescriptor(types.FunctionType.__code__),
      inspect.classify_class_attrs(Kinds)[-1].kind,
      [a.name for a in inspect.classify_class_attrs(Kinds) if a.defining_class is Kinds and not a.name.startswith("__")],
      Any, ClassVar[int], builtins.property is property, sys.getrefcount(Kinds) > 1)
