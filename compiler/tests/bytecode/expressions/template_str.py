t''
t'a'
x = t'a' t'{b}c'
def f(a, b):
    return t'{a}{b!r:>{a}}{c=}d', t'{(a := b)}{a}'
