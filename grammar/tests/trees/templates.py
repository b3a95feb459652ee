t''
t'a'
t'{a}'
t'a{b}c'
T'{a}{b}'
t'{{}}'
t'{{a}}{b}'
t'{a!r}{b!s}{c!a}'
t'{a:b}'
t'{a:}'
t'{a !r:}'
t'{a:{b}{c}d{e!r:f}}'
t'{a:b{c:{d}}}'
t'{a=}'
t'{ a  =  }'
t'{a=!s}'
t'{a=:b}'
t'{a == b = !r:c}'
t'{a!=b}'
t'x{a=}y'
t'{a:{b=}c}'
t'{a,}'
t'{*a, b}'
t'{(lambda: a)}'
t'{(yield)}{yield}'
t'{a if b else c}'
t'{a['b']}'
t'{t'{t'{a}'}'}'
f'{t'{f'{a}'}'}'
t'{f'{t'{a}'}'}'
t'{ {a: b} }'
t'{"#"}'
t'{'\'#'=}'
t'{"""a"b#c"""}'
t'''{(a, # one '
'#' # two
)}'''
t'''{a = # comment
}'''
t'{
  a
 }'
t'{a # comment
}'
t'''{a =\
}'''
t'''
{a}
  {
b
}
{d:
e}
'''
rt'\d{a}\d'
tR'\{a}'
t'\x41{a}\n'
t'\N{DIGIT ONE}{a}'
t'é{'é' + a}€{b:é}'
t'a' t'b'
t'a{b}' t'c' t'{d}e' t''
t'' t'{a}' t''
t'' t''
(t'{a}b'
 # comment
 rt'c{d}')
t'a' t'{b=}'
x = t'{a}'.b + t'{c}'[0]
match t'{a}':
    case b:
        pass
