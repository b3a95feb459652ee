# Template strings: fields, nesting, formats, the debug form.
a, b, c, w = 1, 2, 'é', 10
plain = [t'', t"", t'''''', T'x', tr'\d', Rt"\{a}", rT'\n', t'a' t'b']
fields = t'{a}', t'x{a}y{b}z', t'{ a }', t'{a,b}', t'{ {1: 2}[1] }'
braces = t'{{', t'}}', t'{{{a}}}', t'{{a}}{b}{{c}}'
conversion = t'{a!r}', t'{a !s}', t'{a!r :>5}', t'{a != b}', t'{a!r:}'
spec = t'{a:}', t'{a:{w}.{b}}', t'{a:x{w}y}', t'{a:{c!r}}', t'{a:>{w}}!'
colon = t'{a:=5}', t'{(x:=5)}', t'{[1, 2][0:1]}', t'{a::}'
debug = t'{a=}', t'{a = }', t'{a=!r}', t'{a == b = }'
quotes = t'{'a'}', t'{t'{f'{a}'}'}', f'{t'{a}b'}c', t'''{f'''{a}'''}'''
lines = t'{
    a
}', t'''
{a}
{
b  # a comment with } and '
=
}'''
escapes = t'\n{a}\t\x41\N{BULLET}{b}\\', t'\'{a}\'', rt'\N{a}\{b}'
wide = t'é{c}é', t'{c:é>5}', t'é{a=}é'
