a()
b(1, c, d=2)
e.f(1, g=h)
i(*j, k, **l, m=3)


class Derived(Base):
    def method(self):
        super().method(1)
        super(Derived, self).method()
