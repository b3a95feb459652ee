match a:
    case 0: pass
    case -1: pass
    case 1.5: pass
    case 1 + 2j: pass
    case -1.5 - 2j: pass
    case 3j: pass
    case -4j: pass
    case 'a': pass
    case 'a' 'b': pass
    case b'c': pass
    case None: pass
    case True: pass
    case False: pass
    case a: pass
    case _: pass
    case a.b: pass
    case a.b.c: pass
    case (a): pass
    case ((a)): pass
    case (): pass
    case (a,): pass
    case (a, b): pass
    case (a, b,): pass
    case a,: pass
    case a, b: pass
    case a, *b: pass
    case *_, a: pass
    case (*a, b): pass
    case []: pass
    case [a]: pass
    case [*a]: pass
    case [a, *_, [b, c]]: pass
    case {}: pass
    case {'a': b}: pass
    case {1: a, -2: b, 3 + 4j: c, None: d, e.f: g, **h}: pass
    case {**a}: pass
    case {'a': 1 | 2,}: pass
    case A(): pass
    case A.B(): pass
    case A(b): pass
    case A(b, c=d,): pass
    case A(b=c, d=_): pass
    case A(b=1 | 2): pass
    case a | b: pass
    case 1 | 2 | 'c': pass
    case (1 | 2) as a: pass
    case 1 | 2 as a: pass
    case [a as b, (c, d) as e]: pass
    case a as b: pass
    case a if b: pass
    case a if b := c: pass
    case a, b if c: pass
    case A(b, [c, *d], e={'f': g}) if h: i
match a, b:
    case c: pass
match *a, b:
    case c: pass
match a,:
    case c:
        pass
match (a, b):
    case c:
        pass; pass
match a := b:
    case c:
        match d:
            case e:
                f
            case _:
                g
match -a:
    case 1: pass
match [a]:
    case 1: pass
match (a):
    case 1: pass
match {}:
    case {}: pass
match lambda: a:
    case 1: pass
match match:
    case case: pass
match not a:
    case type: pass
