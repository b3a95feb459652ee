type Plain = int
type Generic[T: int, *Ts, **P = [int]] = tuple[T, *Ts]

class C:
    x = int
    type Seen = x
    type Hidden[T] = [T for T in x]

def f(y):
    type Free[T: (str, y) = y] = y
