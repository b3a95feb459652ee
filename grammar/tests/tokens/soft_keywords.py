# match, case, type and _ as keywords and as names.
match = case = type = _ = 1
match x:
    case 1: pass
    case case: pass
match match:
    case [match, case, *type] if match: match = case
    case {'a': _, **rest} | type(case=1): type = 1
match (x):
    case (1): pass
match [x, y]:
    case _: pass
match x, y:
    case (
        1, 2):
        match y:
            case -1: pass
        case = 1
match -x:
    case -1 | 1+2j: pass
match *x, y:
    case *_, : pass
match {1: 2}:
    case {}: pass
match not x:
    case True | None: pass
match lambda: x:
    case f: pass
match (yield):
    case 'a' 'b': pass
match f'{x:{y}}':
    case a.b.c: pass
match ...:
    case C(): pass
match x[1:2]:
    case 3:
        type X = int
match(x)
match(x, y)
match[x]
match[x]: int = 1
match[x:y] = 2
match * x
match - x
match + x
match.x = 1
match: int
match in x
match not in x
match is x
match if x else y
match == x, {x: y}
match = lambda: x
case(x)
case[x] = 1
case: int = 2
type X = int
type X[T] = list[T]
type X[T: int, *Ts, **P] = dict
type type = type
type match = case; type case[T] = match
if x: type Y = int
type(x)
type[x]
type = 1
type: int = 2
type == x
type in x
type.x
_ = 1
class A:
    match x:
        case 1:
            pass
    def type(self): type Z = 1; return type
