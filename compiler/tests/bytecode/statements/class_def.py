class Plain:
    """Its docstring."""

    x = 1


@decorate
class Derived(Base, Other, metaclass=Meta, **options):
    def method(self):
        self.y = 1
        return __class__, super().method()
