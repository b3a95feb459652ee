# abc.
from abc import ABC, ABCMeta, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def describe(self): return f"{self.name} {self.area()}"
class Square(Shape):
    name = "square"
    def area(self): return 4
class Partial(Shape):
    def area(self): return 1
for cls in (Shape, Partial, Square):
    try:
        print(cls().describe())
    except TypeError as e:
        print(e)
print(sorted(Shape.__abstractmethods__), sorted(Partial.__abstractmethods__), isinstance(Square(), Shape), type(Shape).__name__)
@Shape.register
class Virtual: ...
print(isinstance(Virtual(), Shape), issubclass(Virtual, Shape), issubclass(int, Shape), Shape.__mro__)
class Sized(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, c): return any("__len__" in b.__dict__ for b in c.__mro__) or NotImplemented
print(issubclass(list, Sized), issubclass(int, Sized), isinstance("s", Sized))
class One(Shape):
    @staticmethod
    @abstractmethod
    def s(): ...
try:
    One()
except TypeError as e:
    print(e)
from collections.abc import Iterable, Mapping, Callable, Sequence, Hashable, Iterator, Generator
print(isinstance([], Iterable), isinstance({}, Mapping), isinstance(len, Callable), isinstance("", Sequence), isinstance([], Hashable), isinstance(iter([]), Iterator), isinstance((i for i in []), Generator), issubclass(dict, Mapping))
class M(Mapping):
    def __getitem__(self, k): return {"a": 1}[k]
    def __iter__(self): return iter("a")
    def __len__(self): return 1
print(M().get("a"), "a" in M(), list(M().items()), M() == {"a": 1}, M().get("z", 0))
