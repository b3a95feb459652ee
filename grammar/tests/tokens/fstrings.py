# f-strings: fields, nesting, formats, the debug form.
a, b, c, w = 1, 2, 'é', 10
plain = [f'', f"", f'''''', F'x', fr'\d', Rf"\{a}", rF'\n', f'a' 'b' f'c']
fields = f'{a}', f'{a}{b}', f'x{a}y{b}z', f'{ a }', f'{a,b}', f'{(a, b)}', f'{ {1: 2}[1] }', f'{[x for x in (1, 2)]}'
braces = f'{{', f'}}', f'{{}}', f'{{{a}}}', f'a{{b}}c', f'{{a}}{b}{{c}}'
conversion = f'{a!r}', f'{a!s}', f'{a!a}', f'{a !r}', f'{a!r:>5}', f'{a!r :>5}', f'{a != b}', f'{a!=b}', f'{a!r:}'
spec = f'{a:}', f'{a:>5}', f'{a:{w}}', f'{a:{w}.{b}}', f'{a:x{w}y}', f'{a:{w}{b}}', f'{a:{c!r}}', f'{a:>{w}}!', f'{a:{{b}}}'
colon = f'{a:=5}', f'{(x:=5)}', f'{a:%H:%M}', f'{[1, 2][0:1]}', f'{(lambda x: x)(1)}', f'{ {"a": b}["a"] }', f'{a::}'
debug = f'{a=}', f'{a = }', f'{a=!r}', f'{a=:>5}', f'{a = !s:>{w}}', f'{a==b}', f'{a<=b}', f'{a == b = }', f'{c["k"]=}'
quotes = f'{'a'}', f"{"a" "b"}", f'{f'{f'{a}'}'}', f"{c + f"{a}" + 'x'}", f'''{'''a'''}''', f'{'\n'.join('ab')}'
lines = f'{
    a
}', f'{a
    + b}', f'''
{a}
{
b  # a comment with } and '
=
}
{a:
}'''
escapes = f'\n{a}\t\x41\u20ac\N{BULLET}{b}\\', f'{a:\x20>5}', f'\'{a}\'', f"\"", f'{a:\N{DIGIT ONE}}', rf'\N{a}\{b}'
wide = f'é{c}é', f'{c:é>5}', f'{"é"}', f'é{a=}é'
joined = f'a \
{a} b \
c'
nested = f'{a:{f'{w}'}}', f'{f'{a:{w}}'!r:{b}}'
