"""Statements."""
from __future__ import annotations
import a
import a.b.c
import a as b, c.d as e, f
from a import b
from a.b import c as d, e
from . import a
from .. import a
from ... import a
from .... import a
from .a import b
from ...a.b import (c, d as e,)
from a import *
from . import *

a = 1
a = b = c
a, b = c
a, *b = c
*a, = b
[a, b] = c
[a, [b, *c]] = d
(a, b), c = d
(a) = 1
(a.b), (c[d]) = e
a.b.c = d
a[b] = c
a = *b, c
a = yield_ = b
() = []
[] = ()
f()[0].g = h

a += 1
a -= 1; a *= 1; a /= 1; a //= 1; a %= 1; a **= 1; a @= 1; a &= 1; a |= 1; a ^= 1; a <<= 1; a >>= 1
a.b += c, d
a[b] += *c, d
(a) += 1

a: int
a: int = 1
(a): int
(a): int = 1
a.b: int
a[b]: int = 1, *c
((a)): int
(a.b): int

del a
del a,
del a, b.c, d[e]
del (a, b), [c, (d)]
del ()
pass
assert a
assert a, b
assert (a, b)
global g1
global g1, g2
raise
raise a
raise a from b
type X = int
type Y[T, *Ts, **P] = list[T]
type = 1
match = 2
case = 3
_ = 4
type.x = match[case]
match(a, b)
match, case = 1, 2
match * a
match - 1
print(type(match))
type (a)

if a: pass
if a: pass; pass
if a: pass;
if a:
    b
elif c:
    d
elif e: f
else:
    g
if a:
    b
else: c
if (a := b): pass
if a := b: pass
while a: break
while a:
    continue
else:
    b
for a in b: pass
for a, b in c, d:
    pass
for a, in b: pass
for *a, b in c: pass
for a.b in c: pass
for a[b] in c: pass
for (a, b), [c] in d: pass
for a in *b, c: pass
for a in b:
    pass
else:
    pass

with a: pass
with a as b: pass
with a, b: pass
with a as b, c as d: pass
with (a): pass
with (a,): pass
with (a, b): pass
with (a as b): pass
with (a as b,): pass
with (a as b, c, d as e,):
    pass
with (a, b) as c: pass
with (a), (b): pass
with (a) as b, c: pass
with (a).b: pass
with (a)(b) as c: pass
with (a, *b): pass
with (*a,): pass
with (a := b): pass
with (a := b, c): pass
with ((a := b), c): pass
with (a for b in c): pass
with (): pass
with (yield): pass
with (yield a) as b: pass
with ((a, b)): pass
with ((a, b) as c, d): pass
with a as (b, c): pass
with a as [b, *c]: pass
with a as b.c, d as e[f]: pass
with (a if b else c): pass
with (a) if b else c: pass
with (a
      ) as b: pass

try: a
except: b
try:
    a
except b:
    c
except (d, e) as f:
    g
except h.i: pass
else:
    j
finally:
    k
try: a
finally: b
try:
    a
except* b:
    c
except *d as e:
    f
finally:
    g

@a
@b.c
@d(e)
@f[g] if h else i
@(lambda x: x)
@j := k
def l(): pass
@a
class b: pass

a; b; c
a;
if a:
    if b:
        c
    # comment
    else:

        d


e
