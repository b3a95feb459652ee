# `__class__`, `__classdict__` and `__conditional_annotations__` in the comprehensions of a class body: functions in
# them see the cells of the class, the comprehensions themselves do not.
def shown(value):
    if isinstance(value, tuple):
        return [sorted(part) if isinstance(part, dict) else part for part in value]
    return value


def tryit(src):
    try:
        ns={}
        exec(src, ns)
        print(shown(ns.get("r")))
    except Exception as e: print(type(e), e)
tryit('''
class C:
    res = [(__class__, lambda: __class__) for _ in [1]]
''')
tryit('''
class C:
    res = [(lambda: __class__, __class__) for _ in [1]]
''')
tryit('''
class C:
    res = [(__classdict__, lambda: __classdict__) for _ in [1]]
''')
tryit('''
class C:
    res = [(__classdict__) for _ in [1]]
''')
tryit('''
class C:
    def f(self): __class__, __classdict__
    res = [(__classdict__) for _ in [1]]
''')
tryit('''
class C:
    def f(self): __class__, __classdict__
    res = [(__class__) for _ in [1]]
''')
tryit('''
class C:
    def f(self): __class__, __classdict__
    res = __class__
''')
tryit('''
class C:
    def f(self): __class__, __classdict__
    res = __classdict__
''')
tryit('''
class C:
    x: int
    if 1: y: int
    res = [(__conditional_annotations__) for _ in [1]]
''')
tryit('''
class C:
    x: int
    if 1: y: int
    res = __conditional_annotations__
r = C.res
''')
tryit('''
class C:
    res = [[(__class__) for _ in [1]] for _ in [1]]
''')
tryit('''
class C:
    res = [[lambda: __class__ for _ in [1]] for _ in [1]]
r = C.res[0][0]() is C
''')
tryit('''
class C:
    res = [[lambda: (__class__, __classdict__) for __class__ in [1]] for _ in [1]]
r = C.res[0][0]()
''')
tryit('''
class C:
    res = [lambda: (__class__) for __class__ in [1]]
r = C.res[0]()
''')
tryit('''
class C:
    res = [lambda: super().x for _ in [1]]
''')
tryit('''
class C:
    res = list(lambda self: super().__repr__ for _ in [1])
r = C.res[0](C()).__name__
''')
tryit('''
class C:
    res = [lambda self: super().__repr__ for _ in [1]]
r = C.res[0](C()).__name__
''')
tryit('''
class C:
    res = {y: [x for x in (lambda: __class__,)] for y in [1]}
r = C.res[1][0]() is C
''')
tryit('''
class C:
    res = [__class__ for _ in [1] if [lambda: __class__ for _ in [1]]]
r = C.res[1][0]() is C
''')
