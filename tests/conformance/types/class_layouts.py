"""`__class__` can be another class if both add the same to the same base."""


class G:
    __slots__ = ["a", "b"]


class H:
    __slots__ = ["b", "a"]


class I:
    __slots__ = ["a", "b"]


class J:
    __slots__ = ["c", "b"]


class K:
    __slots__ = ["a", "b", "d"]


class L(H):
    __slots__ = ["e"]


class M(I):
    __slots__ = ["e"]


class N(J):
    __slots__ = ["__weakref__"]


class P(J):
    __slots__ = ["__dict__"]


class Q(J):
    pass


class R(J):
    __slots__ = ["__dict__", "__weakref__"]


class S(G):
    __slots__ = ()


class T(S):
    __slots__ = ["e"]


class U(G):
    __slots__ = ["e"]


classes = G, H, I, J, K, L, M, N, P, Q, R, S, T, U
for old in classes:
    allowed = []
    for new in classes:
        thing = old()
        try:
            thing.__class__ = new
        except TypeError as error:
            if old is L and new is M:
                print(error)
        else:
            allowed.append(new.__name__)
    print(old.__name__, *allowed)
