"""A class's namespace is a dict that scripts can get hold of; what caches remember must not be what it held before."""
import gc


class C:
    x = [1, 2, 3]

    def f(self):
        return "f"

    @property
    def p(self):
        return "p"


class D(C):
    pass


def read(c):
    return c.x, c.f(), c.p, type(c).x


for each in C(), D():
    for _ in range(50):
        read(each)


class Thief:
    def __eq__(self, other):
        self.stolen = other
        return True


thief = Thief()
print(C.__dict__ == thief)
(namespace,) = [found for found in gc.get_referents(C) if type(found) is dict]
print(thief.stolen is namespace)
# The entries move to another table, and others take the place where they were.
for number in range(1000):
    namespace["k%d" % number] = number
others = [str(number) * 3 for number in range(1000)]
print(read(C()), read(D()))
for number in range(1000):
    del namespace["k%d" % number]
print(read(C()), read(D()))
C.x = "another"
print(read(C()), read(D()))
