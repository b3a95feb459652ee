t'{a}'
t'{a!s}'
t'{a!r:x}'
t'{a:}'
t'{a!a:{b}c}'
def f(x):
    t'{x}{x:{x}}'
