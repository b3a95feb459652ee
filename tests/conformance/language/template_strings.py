# Template strings: what they make, in which order their parts are evaluated, what their texts show.
from string.templatelib import Interpolation, Template


def noted(value):
    print("evaluated", value)
    return value


def attempt(source):
    try:
        print(source, "->", eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)


name, width, items = "Ann", 7, [1, 2]
print(t"", t"plain", t"{name}", t"{name}{width}", t"a{name}b{width}c")
print(t"{name!r}", t"{name!s:>{width}}", t"{name!a:}", t"{width:{width}.{width!r}}x", t"{width:%H:%M}")
print(t"{name=}", t"x{ name = }y", t"{name=!s}", t"{width=:>4}", t"{name == 'Ann' = }", t"{width!=3}")
print(t"{ name }", t"{(1, 2)}", t"{1, 2}", t"{*items,}", t"{items[0]}", t"{(lambda: 5)()}", t"{[x for x in items]}")
print(t"{{}}", t"{{{name}}}", t"\N{BULLET}\x41{name}\t", rt"\N{name}\d", T"{'nested'}", tR'\{name}')
print(t"one " t"{name} " t"two" rt"\n", t"" t"", t"{name}" t"" t"{width}", t"{name}" t"a{width=}")
print(t"""{
    name  # a comment with } and '
}{(1,  # another
   '#')}
{width =
}""")
print(t"{t'{name}'}", f"{t'{name}'.strings}", t"{f'{name}'}", t"{t'{t'{name}'}'.values}")
print(t"{noted(1):{noted(2)}}{noted(3)!r:{noted(4)!s}{noted(5)}}")
try:
    t"{noted(1)}{1 / 0}{noted(2)}"
except ZeroDivisionError as error:
    print(error)
try:
    t"{items:{nothing}}"
except NameError as error:
    print(error)


def in_function(x, y=t"{width}"):
    z = 3

    def inner():
        return t"{x}{z}{(w := 4)}{w}{x!r:{z}}"

    return inner(), y, t"{(x := 5)}{x}", [t"{i}{x}" for i in range(2)]


print(*in_function("x"), sep="\n")


def generating():
    print(t"{yield 1}{(yield 2)!s:{yield 3}}".values)


generator = generating()
for sent in (None, "a", "b", "c"):
    try:
        print(generator.send(sent))
    except StopIteration:
        print("done")


class Shouts:
    def __format__(self, spec):
        print("formatted", spec)
        return "SHOUT"

    def __repr__(self):
        print("shown")
        return "Shouts()"


template = t"{Shouts()!r:x}{Shouts():{Shouts()}}"
print(template.interpolations[1].format_spec)
print(f"{template}"[:9])
match template:
    case Template(strings=("", "", ""), interpolations=(Interpolation(value, text, "r", spec), _)):
        print(type(value).__name__, text, spec)
match t"a{5}".interpolations[0]:
    case Interpolation(int(number), "5", None, ""):
        print("matched", number)


def same():
    return t"a{name}b"


print(same().strings is same().strings, same().interpolations is same().interpolations, same() == same())
for source in (
    "t'{missing}'", "t'{1}' + 'a'", "'a' + t'{1}'", "t'a' + t'{1}b' + t''", "t'a' * 2", "len(t'a')", "t'a'[0]",
    "'a' in t'a{1}'", "f'{t'a':5}'", "t'%d' % 5", "int(t'5')", "str(t'a{1}')", "t'a' < t'b'", "t'a'()", "-t'a'",
    "t'' 'a'", "'a' t''", "f'' t''", "t'' f''", "b'' t''", "t'' b'' ", "bt''", "ut''", "ft''", "t'{}'", "t'{'", "t'}'",
    "t'{a!x}'", "t'{a b}'", "t'{a:{b:{c:{d}}}}'", "t'{lambda x: 1}'", "t'", "t'''", "t'{a)}'", "t'{*a}'", "t'{a:\n}'",
    r"t'\N{no such}'", r"t'\xz'",
):
    attempt(source)
for source in ("t'{1}' = 5", "t'' += 1", "del t''", "for t'' in x: pass", "match x:\n case t'': pass",
               "match x:\n case {t'a': 1}: pass", "x = t'' is 1", "t'{x}'[1]", "async def f(): t'{await x}{yield}'"):
    try:
        compile(source, "here", "exec")
        print(repr(source), "compiles")
    except SyntaxError as error:
        print(repr(source), "->", error)
