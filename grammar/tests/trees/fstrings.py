f''
f'a'
f'{a}'
f'a{b}c'
f'{a}{b}'
f'{{}}'
f'{{a}}{b}'
f'{a!r}{b!s}{c!a}'
f'{a:b}'
f'{a:}'
f'{a!r:b}'
f'{a:{b}}'
f'{a:{b}{c}d{e!r:f}}'
f'{a:b{c:{d}}}'
f'{a=}'
f'{a = }'
f'{a=!s}'
f'{a=:b}'
f'{ a + b = !r:c}'
f'x{a=}y'
f'{a:{b=}c}'
f'{a,}'
f'{a, b}'
f'{*a, b}'
f'{yield_}'
f'{lambda_}'
f'{(lambda: a)}'
f'{(a := 1)}'
f'{a if b else c}'
f'{a["b"]}'
f'{a['b']}'
f'{f'{f'{a}'}'}'
f'{ {a: b} }'
f'{ {a} }'
f'{a!=b}'
f'{a==b}'
f'{a:%Y-%m-%d}'
f'{a:>{10}}'
f"{'a' 'b'}"
rf'\d{a}\d'
fr'\{a}'
f'\x41{a}\n'
f'\N{DIGIT ONE}{a}'
F'é{a}€{b}'
f'''
{a}
  {
b
}
{c
=
}
{d:
e}
'''
f'a' 'b'
'a' f'b'
'a' f'{b}' 'c' f'd{e}' 'f'
u'a' f'{b}' u'c'
'' f'{a}' ''
f'' ''
(f'{a}'
 'b'
 # comment
 f'c{d}')
f'{a # comment
}'
f'{a:{'b'}}'
x = f'{a}'.b + f'{c}'[0]
f'{
    a(
        b,
        c=d,
    )
}'
