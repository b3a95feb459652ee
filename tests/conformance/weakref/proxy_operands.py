"""Every operand of an operator may be a proxy, the modulus of pow() too; a dead one is an error that keeps nothing."""
import gc
import operator
import re
import weakref


class Number:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

    def __pow__(self, *rest):
        return self, "pow", rest

    def __rpow__(self, *rest):
        return self, "rpow", rest

    def __ipow__(self, *rest):
        return self, "ipow", rest


class Callable(Number):
    def __call__(self):
        pass


class Plain:
    pass


def attempt(text, **names):
    try:
        print(text, "=", eval(text, names))
    except (TypeError, ReferenceError) as error:
        print(text, "!", error)


one, two, plain = Number("one"), Callable("two"), Plain()
p, q, r, dead = weakref.proxy(one), weakref.proxy(two), weakref.proxy(plain), weakref.proxy(Plain())
for text in ("p ** 2", "2 ** p", "p ** q", "pow(p, 2, 3)", "pow(2, p, 3)", "pow(2, 3, p)", "pow(p, q, p)", "pow(p, 2, q)",
             "pow(q, p, dead)", "pow(2, 3, dead)", "pow(r, 2, p)", "pow(2, 3, r)", "pow(r, 2)", "dead ** 2", "2 ** dead"):
    attempt(text, p=p, q=q, r=r, dead=dead)
x = p
x **= q
print(x)

for function in operator.add, operator.eq, lambda a, b: pow(a, 2, b):
    live = Plain()
    reference = weakref.ref(live)
    try:
        function(weakref.proxy(live), dead)
    except ReferenceError as error:
        print(error)
    del live
    print(reference())

for target in one, two, gc.collect, {1}.__class__, re.compile("x"):
    print(repr(weakref.proxy(target)))
print(repr(dead))
