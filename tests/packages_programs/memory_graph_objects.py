"""Graphs of instances: slots, data classes, enumerations, inheritance, properties."""
import dataclasses
import enum
import memory_graph as mg
from _shown import masked


class Slots:
    __slots__ = ("x", "y")

    def __init__(self):
        self.x, self.y = 1, [2]


@dataclasses.dataclass
class Data:
    name: str
    items: list = dataclasses.field(default_factory=list)


class Colour(enum.Enum):
    RED = 1


class Base:
    shared = [0]

    def __init__(self):
        self.own = [1]


class Derived(Base):
    def __init__(self):
        super().__init__()
        self._hidden = {"a": self.own}
        self.base = Base

    @property
    def computed(self):
        return self.own


class Sequence:
    def __len__(self):
        return 3

    def __getitem__(self, index):
        return [index] if index < 3 else [][index]


for value in (Slots(), Data("text", [1]), Colour.RED, Derived(), Base, Sequence(), complex(1, 2), mg.Slicer(1, 2, 3)):
    print(masked(mg.create_graph([value]).source))
