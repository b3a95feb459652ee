# pow() with three arguments asks the left operand, the right one with __rpow__, and the modulus.
class Int(int):
    def __rpow__(self, other, modulus=None):
        return "Int.__rpow__", int(other), modulus


class Both(int):
    def __pow__(self, other, modulus=None):
        return "Both.__pow__", int(other), modulus


class Right:
    def __rpow__(self, other, modulus=None):
        return "Right.__rpow__", type(other).__name__, modulus


class Refuses:
    def __pow__(self, other, modulus=None):
        return NotImplemented


class WithoutModulus:
    def __rpow__(self, other):
        return "WithoutModulus"


class Derived(Refuses):
    def __rpow__(self, other, modulus=None):
        return "Derived", modulus


for arguments in (
    (2, Int(3), 5), (2, 3, Int(5)), (Int(2), 3, 5), (2, Right(), 5), (Refuses(), Right(), 5), (2, 3, Right()),
    (2, WithoutModulus(), 5), (2, Refuses(), 5), (Both(2), Int(3), 4), ("a", 2, 3), (2, "a", 3), (2, 3, "a"),
    (2.0, 3, 4), (2j, 3, 4), (2, WithoutModulus(), None), (Refuses(), 2, 3), (Right(), 2, 3), (Refuses(), Derived(), 7),
    (Derived(), Derived(), 7),
):
    try:
        print(pow(*arguments))
    except Exception as error:
        print(type(error).__name__, error)
