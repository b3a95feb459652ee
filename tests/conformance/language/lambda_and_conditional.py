# Lambdas, conditional expressions, chained comparisons, boolean operators.
print((lambda: 1)(), (lambda x, *y, z=3, **k: (x, y, z, k))(1, 2, z=4, w=5))
sort = sorted([(2, "b"), (1, "c"), (2, "a")], key=lambda p: (-p[0], p[1]))
print(sort)
classify = lambda n: "neg" if n < 0 else "zero" if n == 0 else "pos"
print([classify(n) for n in (-1, 0, 1)])


class Loud:
    def __init__(self, name, truth):
        self.name, self.truth = name, truth

    def __bool__(self):
        print("bool", self.name)
        return self.truth

    def __lt__(self, other):
        print(self.name, "<", other.name)
        return Loud(self.name + other.name, self.truth)

    def __repr__(self):
        return self.name


a, b, c = Loud("a", True), Loud("b", True), Loud("c", False)
print(a and b, "|", c and a, "|", a or b, "|", c or b)
print(a < b < c)
print(c < a < b)
print(not c, a if c else b)


class BadBool:
    def __bool__(self):
        return 1


try:
    if BadBool():
        pass
except TypeError as error:
    print(error)


class LenBool:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


print(bool(LenBool(0)), bool(LenBool(2)))
try:
    bool(LenBool(-1))
except ValueError as error:
    print(error)
print((lambda f: f(f, 5))(lambda f, n: 1 if n < 2 else n * f(f, n - 1)))
print(1 in [1] == True, (1 in [1]) == True, 1 == 1.0 == True, 2 != 3 in [3])
