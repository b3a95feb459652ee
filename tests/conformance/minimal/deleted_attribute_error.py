"""Which errors about an attribute that cannot be deleted keep the object."""


class Plain:
    pass


class Slotted:
    __slots__ = ("a",)


many = Plain()
for target in (Plain(), Slotted(), classmethod(print), print, repr, Plain, ValueError(), []):
    try:
        del target.missing
    except AttributeError as error:
        print(error, error.name, error.obj is target)
for number in range(40):
    setattr(many, f"y{number}", 1)
for target in (many, Plain()):
    try:
        del target.missing2
    except AttributeError as error:
        print(error, error.name, error.obj is target)
