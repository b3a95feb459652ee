# Binary operators: reflected, in-place, NotImplemented, subclass priority.
class V:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"V({self.n})"

    def __add__(self, other):
        print("add", end=" ")
        return V(self.n + other.n) if isinstance(other, V) else NotImplemented

    def __radd__(self, other):
        print("radd", end=" ")
        return V(other + self.n) if isinstance(other, int) else NotImplemented

    def __iadd__(self, other):
        print("iadd", end=" ")
        self.n += other
        return self

    def __neg__(self):
        return V(-self.n)

    def __matmul__(self, other):
        return ("matmul", other)

    def __call__(self, *a):
        return ("call", a)

    def __getitem__(self, item):
        return item

    def __contains__(self, item):
        return item == self.n

    def __len__(self):
        return abs(self.n)

    def __bool__(self):
        return self.n > 0

    def __int__(self):
        return self.n

    def __index__(self):
        return self.n

    def __divmod__(self, other):
        return "divmod"

    def __pow__(self, other, modulo=None):
        return ("pow", other, modulo)

    def __rpow__(self, other):
        return ("rpow", other)

    def __round__(self, digits=None):
        return ("round", digits)


a, b = V(1), V(2)
print(a + b)
print(5 + a)
a += 10
print(a)
for text in ("a + 'x'", "'x' + a", "a - b", "a < b", "1 @ 2", "~a", "-'s'", "[] + ()", "{} | []", "None + 1",
             "1 + None", "'a' * 'b'", "'a' % ()", "a ** b", "2 ** a", "1 < 'a'", "[] < ()", "1 in 2", "None < None", "3 & 1.5"):
    try:
        print(text, "=", eval(text))
    except TypeError as error:
        print(text, "!", error)
print(-a, a @ b, a(1, 2), a[1:2, ..., None], 11 in a, len(V(3)), bool(V(0)), [10, 20, 30][V(1)], hex(V(255)))
print(divmod(a, b), pow(a, 2, 3), round(a), round(a, 2), int(a), "x" * V(3), range(V(3)))


class Base:
    def __eq__(self, other):
        return f"Base eq {type(other).__name__}"

    def __add__(self, other):
        return "Base add"

    def __radd__(self, other):
        return "Base radd"


class Derived(Base):
    def __radd__(self, other):
        return "Derived radd"

    def __eq__(self, other):
        return "Derived eq"


print(Base() + Derived(), Base() + Base(), Derived() + Base(), Base() == Derived(), 1 + Base())
x = Base()
x += 1
print(x)


class Compare:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return ("lt", self.n, other.n)

    def __ge__(self, other):
        return NotImplemented

    def __le__(self, other):
        return ("le", self.n, other.n)


print(Compare(1) < Compare(2), Compare(1) > Compare(2), Compare(1) >= Compare(2), Compare(1) == Compare(1))
print(Compare(1) != 1, 1 != Compare(1))


class NoHash:
    def __eq__(self, other):
        return True


try:
    hash(NoHash())
except TypeError as error:
    print(error)
print(NoHash() != 1, NoHash() in [3], NoHash.__hash__)


class OnlyGetitem:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * 10


print(list(OnlyGetitem()), 20 in OnlyGetitem(), 25 in OnlyGetitem(), max(OnlyGetitem()))
