# Class hierarchies: super(), properties, class attributes, instance creation.
class Shape:
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        return 0

    def describe(self):
        return self.area() + len(self.name)


class Rectangle(Shape):
    def __init__(self, w, h, name="rectangle"):
        super().__init__(name)
        self.w, self.h = w, h

    @property
    def diagonal2(self):
        return self.w * self.w + self.h * self.h

    def area(self):
        return super().area() + self.w * self.h


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side, "square")

    def describe(self):
        return super().describe() + self.diagonal2

    @staticmethod
    def unit():
        return 1

    @classmethod
    def make(cls, side):
        return cls(side + cls.unit())


def run(n):
    total = 0
    for i in range(n):
        total += Square.make(i % 100).describe() + Rectangle(i % 7, 2).describe()
    return total, Shape.count


print(run(420_000))
