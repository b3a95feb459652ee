# code.replace(): copies of code objects with other names, lines and constants.
import copy


def f(a, b=1):
    local = a, b
    return local, "text", lambda x: x + 1000


def g():
    return undefined


c = f.__code__
for text in (
    "c.replace(1)",
    "c.replace(x=1)",
    "c.replace(co_name=1)",
    "c.replace(co_firstlineno='a')",
    "c.replace(co_firstlineno=-1)",
    "c.replace(co_consts=[1])",
    "c.replace(co_varnames=(1, 2, 3))",
    "c.replace(co_varnames=('a', 'b'))",
    "type(c)()",
    "type(c)(*range(20))",
):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
same = c.replace()
print(same == c, same is c, hash(same) == hash(c), c.replace(co_flags=c.co_flags, co_consts=c.co_consts) == c)
named = c.replace(co_name="other", co_qualname="Some.other", co_filename="elsewhere.py")
print(named.co_name, named.co_qualname, named.co_filename, named == c)
moved = c.replace(co_firstlineno=c.co_firstlineno + 100)
print(moved.co_firstlineno - c.co_firstlineno, max(line for *_, line in moved.co_lines()) - max(line for *_, line in c.co_lines()))
renamed = c.replace(co_varnames=("x", "y", "z"))
print(renamed.co_varnames, renamed == c, c.co_varnames)
f.__code__ = renamed
print(f(x=1, y=2)[:2])
try:
    f(a=1)
except TypeError as error:
    print(error)
f.__code__ = c.replace(co_consts=tuple("changed" if const == "text" else const for const in c.co_consts))
print(f(1)[:2], f(1)[2](1), f.__code__ == c)
f.__code__ = copy.replace(c, co_name="again")
print(f(3)[0], f.__code__.co_name)
g.__code__ = g.__code__.replace(co_name="named", co_filename="<none>")
try:
    g()
except NameError as error:
    frame = error.__traceback__.tb_next
    print(frame.tb_frame.f_code.co_name, frame.tb_frame.f_code.co_filename, frame.tb_lineno - g.__code__.co_firstlineno)
