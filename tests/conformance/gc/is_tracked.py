# What the collector tracks.
import gc

gc.collect()  # so that it does not matter whether one ran since the constants were made


class K:
    pass


class S:
    __slots__ = ()


def f():
    yield


for label, o in (("int", 1), ("str", "s"), ("float", 1.5), ("None", None), ("bytes", b""), ("tuple const", (1, 2)), ("empty tuple", ()), ("tuple list", ([],)), ("list", []), ("dict empty", {}), ("dict atoms", {"a": 1}), ("dict list", {"a": []}), ("dict made", dict(a=1)), ("set", {1}), ("frozenset", frozenset()),
                 ("instance", K()), ("slots", S()), ("class", K), ("function", f), ("lambda", lambda: 0), ("generator", f()), ("method", K().__init__), ("bound", [].append), ("module", gc), ("builtin", len), ("property", property()), ("range", range(3)), ("slice", slice(1)),
                 ("object", object()), ("iter", iter([])), ("exception", ValueError()), ("type", type), ("code", f.__code__), ("cell", (lambda: K).__closure__), ("super", super(K, K())), ("partial view", {}.keys())):
    print(label, gc.is_tracked(o))
d = {"a": 1}
print(gc.is_tracked(d))
d["b"] = "text"
d["c"] = (1, 2)
print(gc.is_tracked(d))
d["d"] = []
print(gc.is_tracked(d))
t = tuple([1, 2, 3])
u = tuple([t, "a"])
print(gc.is_tracked(t), gc.is_tracked(u))
gc.collect()
print(gc.is_tracked(t), gc.is_tracked(u))
k = K()
k.x = 1
print(gc.is_tracked(k), gc.is_tracked(k.__dict__), gc.is_tracked(vars(K())))
