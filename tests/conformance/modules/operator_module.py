# operator.
import operator as o
print(o.add(1, 2), o.sub(1, 2), o.mul(2, 3), o.truediv(1, 2), o.floordiv(7, 2), o.mod(7, 3), o.pow(2, 3), o.neg(1), o.pos(1), o.inv(1), o.lshift(1, 2), o.rshift(8, 1), o.and_(6, 3), o.or_(6, 3), o.xor(6, 3), o.not_(0), o.truth([]), o.is_(None, None), o.is_not(1, None), o.abs(-1), o.index(5), o.concat([1], [2]), o.contains([1], 1), o.countOf([1, 1], 1), o.indexOf([5, 6], 6), o.lt(1, 2), o.eq(1, 1), o.ge(1, 2))
a = [1, 2]; o.setitem(a, 0, 9); o.delitem(a, 1); print(a, o.getitem("abc", 1), o.iadd(a, [5]), o.length_hint(iter([1, 2])), o.call(max, 1, 2))
g = o.itemgetter(1); print(g("abc"), o.itemgetter(0, 2)("abc"), o.itemgetter(slice(1))("abc"), o.attrgetter("real")(5), o.attrgetter("real", "__class__.__name__")(5), o.methodcaller("upper")("a"), o.methodcaller("split", ",", maxsplit=1)("a,b,c"), g, o.attrgetter("a.b"), o.methodcaller("m", 1, k=2))
for bad in (lambda: o.itemgetter(), lambda: o.attrgetter(5), lambda: o.attrgetter("zz")(5), lambda: o.itemgetter(5)([]), lambda: o.indexOf([], 1), lambda: o.methodcaller(), lambda: o.concat(1, 2), lambda: o.add(1, "a"), lambda: o.matmul(1, 2)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
