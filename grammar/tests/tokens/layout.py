# Indentation, continuation lines, comments.

if 1:
    a = 1
    if 2:
        b = 2  # a comment

    # a comment at another depth
        c = 3
    elif 3: d = 4
else:
	tab = 1
	if tab:
	    mixed = 2
if 1:
  two = 2; three = 3;
  four = (
1,
        2,  # inside
    # inside

  3)
  five = [1,
    {2:
3}]
six = 1 + \
  2 + \
    3
if 1 and \
   2:
    seven = 7 \

eight = 8
class Empty: pass
if 1:
    
    nine = 9
    """a
  string
"""
 # odd depth
def f(x, /, y: int = 1, *, z=2, **k) -> int: return x@y if x != y else ~z

@f
async def g(): await x; return lambda *a, **k: (a, k)
x = y = z = 1; x += 1; x -= 1; x *= 2; x /= 2; x //= 2; x %= 2; x **= 2; x >>= 1; x <<= 1; x &= 1; x |= 1; x ^= 1; x @= 1
x = a < b > c <= d >= e == f != g; x = a << b >> c & d | e ^ f; x = ...
if 1:
    	deep = 1
while 0:
        if 1:
            pass
last = 'no newline at the end, but a backslash in between' \
    'like this'
