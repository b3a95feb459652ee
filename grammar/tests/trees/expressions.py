# Operators, loosest binding first, each beside a tighter and a looser one.
lambda: 0
lambda a, /, b=1, *c, d, e=2, **f: a if b else c
lambda *, a: lambda: a
a if b else c if d else e
(a if b else c) if d else e
a or b or c and d and e or not f
(a or b) or c
not not a
not a == b
a < b <= c > d >= e == f != g is h is not i in j not in k
(a < b) < c
a | b | c ^ d ^ e & f & g << h >> i
a + b - c * d / e // f % g @ h
(a + b) * (c - d)
-a ** -b ** ~c
+ - ~a
await_ = not a in b
a ** b ** c
(yield)
(yield a)
(yield a, *b)
(yield from a)
x = yield
(a := 1)
f(a := 1, b=(c := 2))
[a := 1, b := 2]
{a := 1}
a[b := 1]
a[b := 1, c := 2]

# Atoms.
None, True, False, ...
0, 1, 1_000, 0xdead_beef, 0o17, 0b1010, 9223372036854775807, 9223372036854775808, 123456789012345678901234567890
1.0, .5, 1., 1e10, 1e400, 1_0.0_1e-1_0, 5e-324, 1j, 1.5J, 0xffffffffffffffffffffffff
'a', "b", '''c''', r'\d', b'e', rb'\f', u'g', 'h' 'i', u'j' 'k', b'l' b'm', 'n' u'o'
'\x41\u0042\U00000043\103\n\'\"\\\a\b\f\r\t\v\0', '\N{DIGIT ONE}', '\ud800', 'é€😀', b'\xff\0'
()
(a)
((a))
(a,)
(a, b)
(a, b,)
a, b
a,
(*a, b)
*a, b
[]
[a]
[a,]
[a, *b, c]
{}
{a: b}
{a: b, **c, d: e,}
{**a}
{a}
{a, *b}
{*a,}

# Comprehensions.
[a for b in c]
[a for b in c if d if e for f, g in h for *i, j in k]
{a for b in c}
{a: b for c, in d}
(a for b in c)
[a for b in c or d]
[a for b.c in d]
[a for b[0] in d]
[(a, b) for [c, d] in e]
[a async for b in c]
[a for b in c async for d in e if await f]
[a := b for c in d]
[lambda: a for b in c]
[a if b else c for d in e if (lambda: f)]

# Trailers.
a.b.c
a.b().c[d](e)
a()
a(b)
a(b,)
a(b, *c, d, *e)
a(b=c)
a(b, c=d, *e, f=g, **h, i=j)
a(**b, **c)
a(b for c in d)
a((b for c in d), e)
a(b, (c for d in e))
a(b if c else d, lambda: e)
a[b]
a[b,]
a[b, c]
a[:]
a[b:]
a[:b]
a[b:c]
a[::]
a[b::]
a[:b:]
a[::b]
a[b:c:d]
a[b:c, d, ::e]
a[*b]
a[*b, c]
a[*b, *c]
a[lambda: b]
a[b if c else d:e]
(await_).b
