# Copies of super objects.
import copy
import copyreg


class A:
    def f(self):
        return "A"


class B(A):
    def f(self):
        return super().f() + "B"


class C(B):
    def f(self):
        return super().f() + "C"


c = C()
c.x = [1]
for parent in (super(C, c), super(B, C)):
    print(copy.copy(parent) is parent)
    deep = copy.deepcopy(parent)
    print(deep is parent, type(deep), deep.__thisclass__, deep.__self_class__, deep.__self__ is parent.__self__)
deep = copy.deepcopy(super(C, c))
print(deep.f(), deep.__self__.x, deep.__self__.x is c.x)
print(copyreg.dispatch_table[super](super(C, c))[0])
