# AttributeError texts.
class Plain:
    def method(self): ...

    @property
    def readonly(self):
        return 1


class Slotted:
    __slots__ = ("a",)


def attempt(text):
    try:
        exec(text)
    except Exception as error:
        print(f"{text}: {type(error).__name__}: {error}")


p, s, f, m = Plain(), Slotted(), (lambda: 0), Plain().method
for text in (
    "p.missing", "del p.missing", "Plain.missing", "del Plain.missing", "p.readonly = 2", "del p.readonly", "s.a",
    "s.b", "s.b = 1", "del s.a", "s.__dict__", "None.x", "None.x = 1", "(1).x", "(1).x = 1", "'s'.y", "[].push", "f.x",
    "m.x = 1", "int.x = 1", "del int.real", "object().x = 1", "(1).real = 2", "(lambda: 0).__closure__ = ()",
    "len.x", "len.x = 1", "Plain.__name__ = 5", "Plain.__name__ = 'New'; print(Plain)", "del Plain.__name__",
    "p.__class__ = 5", "del p.__class__", "p.__dict__ = 5", "import math; math.nothing", "type.missing", "f.__code__ = 1",
    "f.__defaults__ = 1", "f.__name__ = 1", "del f.__code__", "(i for i in ()).x", "range(3).start = 1", "{}.x", "(1.5).x",
):
    attempt(text)
try:
    p.missing
except AttributeError as error:
    print(error.name, error.obj is p)
