# types.
import types
n = types.SimpleNamespace(a=1, b="x"); n.c = 3; print(n, n == types.SimpleNamespace(a=1, b="x", c=3), n.__dict__); del n.a; print(n)
m = types.MappingProxyType({"a": 1}); print(m, m["a"], len(m), list(m), m | {"b": 2}, m == {"a": 1})
try:
    m["b"] = 1
except TypeError as e:
    print(e)
K = types.new_class("K", (dict,), {}, lambda ns: ns.update(x=1)); print(K.x, K.__mro__[1], types.prepare_class("A")[0])
def f(): yield
print(isinstance(f, types.FunctionType), isinstance(f(), types.GeneratorType), isinstance(len, types.BuiltinFunctionType), isinstance(K().get, types.BuiltinMethodType), isinstance(None, types.NoneType), isinstance(..., types.EllipsisType), isinstance(int | str, types.UnionType), isinstance(list[int], types.GenericAlias), types.LambdaType is types.FunctionType)
class D:
    @types.DynamicClassAttribute
    def v(self): return "dynamic"
print(D().v, types.resolve_bases((int,)), int | None, list[int] | None, (int | str) == (str | int), (int | str).__args__, isinstance(1, int | None))
class B:
    def m(self): return self
b = B(); bound = types.MethodType(lambda s, x: (s is b, x), b); print(bound(5), repr(types.MethodType(len, [1]))[:23])
