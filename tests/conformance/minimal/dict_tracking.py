import gc
import types


class H:
    pass


def f(x: int, y: str) -> None:
    pass


class B:
    x: int


# A collection may or may not have come by already.
gc.collect()
print("int", gc.is_tracked(int), "ValueError", gc.is_tracked(ValueError), "H", gc.is_tracked(H), "(1,)", gc.is_tracked((1,)))
print("{x: int}", gc.is_tracked({"x": int}))
print("{x: ValueError}", gc.is_tracked({"x": ValueError}))
print("{x: H}", gc.is_tracked({"x": H}))
print("{x: (1,)}", gc.is_tracked({"x": (1,)}))
print("{x: ()}", gc.is_tracked({"x": ()}))
print("func annotations", gc.is_tracked(f.__annotations__))
print("class annotations", gc.is_tracked(B.__annotations__))
