# The text of every TypeError that binding arguments can raise.
def attempt(label, call):
    try:
        print(label, "->", call())
    except TypeError as error:
        print(label, "!!", error)


def none(): ...
def one(a): ...
def two(a, b): ...
def three(a, b, c): ...
def default(a, b=2): ...
def variadic(a, *rest): ...
def kwonly(a, *, k): ...
def kwonly3(*, k, l, m): ...
def kwdefault(a, *, k=1): ...
def posonly(a, b, /, c): ...
def posonly_kw(a, /, **rest): ...
def keywords(**rest): ...


attempt("none(1)", lambda: none(1))
attempt("none(1, 2)", lambda: none(1, 2))
attempt("none(x=1)", lambda: none(x=1))
attempt("one()", lambda: one())
attempt("one(1, 2)", lambda: one(1, 2))
attempt("one(1, a=1)", lambda: one(1, a=1))
attempt("one(b=1)", lambda: one(b=1))
attempt("two()", lambda: two())
attempt("two(1)", lambda: two(1))
attempt("two(b=1)", lambda: two(b=1))
attempt("three()", lambda: three())
attempt("three(1)", lambda: three(1))
attempt("three(1, 2, 3, 4)", lambda: three(1, 2, 3, 4))
attempt("default()", lambda: default())
attempt("default(1, 2, 3)", lambda: default(1, 2, 3))
attempt("default(1, 2, 3, 4)", lambda: default(1, 2, 3, 4))
attempt("variadic()", lambda: variadic())
attempt("variadic(b=1)", lambda: variadic(b=1))
attempt("kwonly(1)", lambda: kwonly(1))
attempt("kwonly(1, 2)", lambda: kwonly(1, 2))
attempt("kwonly(1, 2, k=3)", lambda: kwonly(1, 2, k=3))
attempt("kwonly3()", lambda: kwonly3())
attempt("kwonly3(k=1)", lambda: kwonly3(k=1))
attempt("kwonly3(1)", lambda: kwonly3(1))
attempt("kwdefault(1, 2)", lambda: kwdefault(1, 2))
attempt("kwdefault(1, j=2)", lambda: kwdefault(1, j=2))
attempt("posonly(a=1, b=2, c=3)", lambda: posonly(a=1, b=2, c=3))
attempt("posonly(1, b=2, c=3)", lambda: posonly(1, b=2, c=3))
attempt("posonly()", lambda: posonly())
attempt("posonly_kw(a=1)", lambda: posonly_kw(a=1))
attempt("posonly_kw(1, a=1)", lambda: posonly_kw(1, a=1))
attempt("keywords(1)", lambda: keywords(1))
attempt("one(*[1, 2])", lambda: one(*[1, 2]))
attempt("one(**{'a': 1, 'b': 2})", lambda: one(**{"a": 1, "b": 2}))
attempt("two(1, *[2], b=3)", lambda: two(1, *[2], b=3))
number, nothing, text = 5, None, "s"
attempt("lambda", lambda: (lambda x, y: 0)(1))
attempt("int call", lambda: number())
attempt("None call", lambda: nothing())
attempt("str call", lambda: text(1))


class C:
    def method(self, a): ...

    @classmethod
    def cls(cls, a): ...

    @staticmethod
    def static(a): ...

    def __init__(self, value=None): ...


class Bare:
    pass


class Required:
    def __init__(self, a, b): ...


attempt("C().method()", lambda: C().method())
attempt("C().method(1, 2)", lambda: C().method(1, 2))
attempt("C.method()", lambda: C.method())
attempt("C.cls()", lambda: C.cls())
attempt("C.static()", lambda: C.static())
attempt("C(1, 2)", lambda: C(1, 2))
attempt("C(x=1)", lambda: C(x=1))
attempt("Bare(1)", lambda: Bare(1))
attempt("Bare(a=1)", lambda: Bare(a=1))
attempt("Required()", lambda: Required())
attempt("instance call", lambda: Bare()())
attempt("object(1)", lambda: object(1))
