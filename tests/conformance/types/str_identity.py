# Which results of str operations are the shared strings (one Latin-1 character, the empty one) and which are new.
a, A, x, e = 'a', 'A', 'xay', ''


def show(label, made, shared):
    print(f'{label:12}', made is shared)


show('lower', A.lower(), a)
show('upper', a.upper(), A)
show('swapcase', a.swapcase(), A)
show('capitalize', A.capitalize(), A)
show('title', A.title(), A)
show('casefold', A.casefold(), a)
show('lower é', '\xc9'.lower(), '\xe9')
show('replace', 'b'.replace('b', 'a'), a)
show('replace 2', 'ba'.replace('b', ''), a)
show('strip', ' a '.strip(), a)
show('rstrip', 'a\n'.rstrip(), a)
show('index', x[1], a)
show('slice', x[1:2], a)
show('step', x[1:3:2], a)
show('whole', x[:], x)
show('join', ''.join(['a', '']), a)
show('join one', ''.join([a]), a)
show('concat', e + a, a)
show('times 1', a * 1, a)
show('times 1', x * 1, x)
show('format', '{}'.format('a'), a)
show('format 2', '{}{}'.format('a', ''), a)
show('f-string', f'{a}', a)
show('f-string 2', f'{a}{e}', a)
show('width', f'{a:1}', a)
show('%s', '%s' % a, a)
show('%c', '%c' % 97, a)
show('str', str(1), '1')
show('repr', repr(1), '1')
show('f int', f'{1}', '1')
show('f int d', f'{1:d}', '1')
show('%d', '%d' % 1, '1')
show('%x', '%x' % 10, a)
show('chr', chr(97), a)
show('split', 'b a'.split()[1], a)
show('split ,', 'b,a'.split(',')[1], a)
show('splitlines', 'a\nb'.splitlines()[0], a)
show('partition', 'b,a'.partition(',')[2], a)
show('prefix', 'ba'.removeprefix('b'), a)
show('iter', next(iter('ab')), a)
show('center', a.center(1), a)

for label, made in [
    ('lower', e.lower()), ('slice', x[1:1]), ('step', e[::-1]), ('join', ''.join([])), ('replace', a.replace('a', '')),
    ('strip', '  '.strip()), ('times 0', a * 0), ('format', '{}'.format('')), ('f-string', f'{e}{e}'), ('%s', '%s' % e),
]:
    show(label, made, e)
