# Assignment targets, unpacking, augmented assignment, walrus, del.
a, b = 1, 2
a, b = b, a
print(a, b)
(c, [d, e]), f = (1, (2, 3)), 4
print(c, d, e, f)
first, *middle, last = range(5)
print(first, middle, last)
*init, tail = "abc"
head, *rest = {"k": 1}
print(init, tail, head, rest)
[g] = [9]
(h,) = "z"
print(g, h)
x = y = z = []
x.append(1)
print(y, z)
n = 5
n += 1
n -= 2
n *= 10
n //= 3
n **= 2
n %= 100
n <<= 2
n >>= 1
n |= 1
n &= 0xFF
n ^= 3
n /= 2
print(n)
items = [1, 2, 3, 4, 5]
items[1:3] = "xyz"
print(items)
items[::2] = [0, 0, 0]
print(items)
del items[0], items[-1:]
print(items)
items += (7, 8)
alias = items
items *= 2
print(alias)
t = (1,)
old = t
t += (2,)
print(t, old)
t = ([],)
try:
    t[0] += [1]
except TypeError as error:
    print(error, t)
print((m := 3) + m, m)
o = type("O", (), {})()
o.v = 1
o.v += 1
print(o.v)
del o.v
print(hasattr(o, "v"))
for items[0], (p, q) in [(1, (2, 3))]:
    print(items, p, q)
for bad in ("a, b = 1, 2, 3", "a, b, c = 'ab'", "a, *b, c = [1]", "a, b = 5", "[] = [1]", "a, b = {}", "*a, b = ()"):
    try:
        exec(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
() = []
print("done")
