# string.templatelib: the types of template strings, made by calls and taken apart.
import copy
import string.templatelib as module
from string.templatelib import Interpolation, Template, convert


def attempt(function, *args, **keywords):
    try:
        # To CPython an empty dict of keywords is one.
        print(function(*args, **keywords) if keywords else function(*args))
    except Exception as error:
        print(type(error).__name__, error)


class Text(str):
    def __add__(self, other):
        return "never"


class Plain:
    pass


print(sorted(name for name in vars(module) if not name.startswith("__")))
for cls in Template, Interpolation, type(iter(t"")):
    print(cls, cls.__module__, cls.__qualname__, cls.__mro__, [name for name in vars(cls) if name != "__doc__"])
    attempt(lambda: type("Derived", (cls,), {}))
print(Template.__doc__, Interpolation.__doc__, Interpolation.__match_args__)
print(Template.strings, Template.values, Interpolation.value, Template.__add__, Template.__iter__, Template.__reduce__)

attempt(Template)
attempt(Template, "a", "b", Interpolation(1), Interpolation(2, "x"), "c", "", "d")
attempt(Template, Interpolation(1), "", Interpolation(2))
attempt(Template, 1)
attempt(Template, "a", Plain())
attempt(Template, t"a")
attempt(Template, a=1)
attempt(Template.__new__, int)
attempt(Template.__new__)
print(type(Template(Text("x")).strings[0]), type(Template(Text("x"), "y").strings[0]), Template(Text("x"), "y"))
print(type(Template("", Text("x")).strings[0]), type((Template(Text("x")) + t"").strings[0]))

attempt(Interpolation)
attempt(Interpolation, 1)
attempt(Interpolation, value=1, expression="e", conversion="s", format_spec="f")
attempt(Interpolation, 1, 2)
for conversion in ("z", "", "rs", 3, "r", "a", None, Text("s")):
    attempt(Interpolation, 1, "a", conversion)
attempt(Interpolation, 1, "a", "r", 3)
attempt(Interpolation, 1, "a", "r", "s", 5)
attempt(Interpolation, 1, foo=2)
print(type(Interpolation(1, Text("x")).expression))

value = [1]
template = t"{value}a{value!r:>5}{5}"
print(template.values, template.values is template.values, template.strings, template.interpolations)
for target, name in (template, "strings"), (template, "values"), (template, "other"), (template.interpolations[0], "value"):
    attempt(setattr, target, name, 1)
    attempt(delattr, target, name)
iterator = iter(template)
print(type(iterator).__name__, iter(iterator) is iterator, next(iterator), next(iterator), list(iterator), list(iterator))
attempt(type(iterator))
attempt(copy.copy, iterator)

one, two, empty = t"a", t"{value}", t""
for left in one, two, empty:
    for right in one, two, empty:
        both = left + right
        print(both, both.interpolations is left.interpolations, both.interpolations is right.interpolations)
long = "".join(["lo", "ng"])
print((Template(long) + empty).strings[0] is long, (empty + Template(long)).strings[0] is long)
for other in "a", 1, None:
    attempt(lambda: one + other)
    attempt(lambda: other + one)
attempt(one.__add__, 1)

print(template.interpolations[0].__reduce__(), template.__reduce__()[1], template.__reduce__()[0].__name__)
print(copy.copy(template), copy.deepcopy(template).values[0] is value)
attempt(module._template_unpickle)
attempt(module._template_unpickle, ("a", "b"), (Interpolation(1),))
attempt(module._template_unpickle, ("a", "b", "c"), ())
attempt(module._template_unpickle, (), (Interpolation(1), Interpolation(2)))
for conversion in None, "s", "r", "a", "x", "", 5:
    attempt(convert, "é", conversion)
attempt(convert, obj=1, conversion=None)
print(Template[int], Interpolation[str, int], one == t"a", hash(one) == object.__hash__(one))
loop = []
loop.append(t"{loop}{loop!r}")
print(loop, loop[0])
