# TypeVar, ParamSpec, TypeVarTuple, TypeAliasType and their kin, made by calls: attributes, texts, errors.
import gc, types, weakref, _typing
from _typing import TypeVar, ParamSpec, TypeVarTuple, ParamSpecArgs, ParamSpecKwargs, TypeAliasType, Generic, NoDefault, Union
gc.disable()

def subclass(base):
    class Derived(base): pass

def show(*texts):
    for text in texts:
        try: print(text, "->", repr(eval(text)))
        except Exception as error: print(text, "->", type(error).__name__, error)

T, C = TypeVar("T"), TypeVar("C", int, "text", default=(int, str), covariant=True)
P, Ts = ParamSpec("P", bound=5, contravariant=True), TypeVarTuple("Ts", default=[int])
I = TypeVar("I", infer_variance=True)
for parameter in (T, C, P, Ts, I):
    print(repr(parameter), type(parameter), parameter.__module__, parameter.__reduce__(), parameter.has_default(), parameter.__default__, parameter.evaluate_default)
    for name in ("__name__", "__bound__", "__constraints__", "__covariant__", "__contravariant__", "__infer_variance__", "evaluate_bound", "evaluate_constraints", "args", "kwargs"):
        print("   ", name, repr(getattr(parameter, name, "absent")))
    print("   ", [getattr(value, "__name__", value) for value in gc.get_referents(parameter)], parameter.__sizeof__())
    parameter.added = [parameter]
    print("   ", [type(value).__name__ for value in gc.get_referents(parameter)], parameter.added == [parameter], hasattr(parameter, "__dict__"))
    reference = weakref.ref(parameter)
    print("   ", reference() is parameter, hash(parameter) == hash(parameter))
show("TypeVar()", "TypeVar(1)", "TypeVar(None)", "TypeVar('T', int)", "TypeVar('T', x=1)", "TypeVar('T', 1, name='T')",
     "TypeVar(name='T')", "TypeVar('T', covariant=True, contravariant=True)", "TypeVar('T', covariant=1, infer_variance=[1])",
     "TypeVar('T', bound=None).__bound__", "TypeVar('T', default=None).__default__", "T.__name__ == 'T'", "T.missing", "T()", "T[int]")
show("TypeVarTuple()", "TypeVarTuple(1)", "TypeVarTuple('Ts', int)", "TypeVarTuple(name='Ts')", "TypeVarTuple('Ts', bound=1)", "Ts.__typing_subst__(int)")
show("ParamSpec()", "ParamSpec('P', int)", "ParamSpec('P', bound=int).__bound__", "ParamSpec('P', covariant=True, contravariant=True)",
     "P.args", "P.kwargs", "P.args.__origin__", "P.args == P.args", "P.args == P.kwargs", "P.args != P.args", "P.args == ParamSpec('P').args",
     "P.args < P.args", "P.args < 1", "hash(P.args)", "ParamSpecArgs(5)", "ParamSpecKwargs(origin=T)", "ParamSpecArgs()", "ParamSpecArgs(1, 2)",
     "weakref.ref(P.args)() is None", "P.args | int")
show("NoDefault", "type(NoDefault)", "type(NoDefault)() is NoDefault", "type(NoDefault)(1)", "NoDefault.__reduce__()", "bool(NoDefault)", "NoDefault == NoDefault", "NoDefault | int", "subclass(type(NoDefault))")
show("T.evaluate_default(1)", "T.evaluate_default(4)", "C.evaluate_default(4)", "C.evaluate_constraints(4)", "T.evaluate_default()", "T.evaluate_default(format=1)",
     "T.evaluate_default('x')", "type(T.evaluate_default)", "type(T.evaluate_default)()", "TypeVar('T', default=...).evaluate_default(4)",
     "TypeVar('T', default=list[int]).evaluate_default(4)", "TypeVar('T', default=(int,)).evaluate_default(4)", "TypeVar('T', default='x').evaluate_default(4)")
A = TypeAliasType("A", list[int])
B = TypeAliasType("B", dict[T, C], type_params=(T, C))
show("A", "A.__value__", "A.__module__", "A.__name__", "A.__type_params__", "A.__parameters__", "A.evaluate_value", "A.evaluate_value(4)", "A[int]", "A.__reduce__()",
     "B", "B.__type_params__", "B.__parameters__", "B[int]", "B[int, str].__args__", "B[int, str].__value__", "B[int, str].__parameters__", "B[T, str].__parameters__",
     "A | int", "int | A", "A | A", "A | None", "TypeAliasType('A')", "TypeAliasType(1, 2)", "TypeAliasType('A', 1, type_params=1)", "TypeAliasType('A', 1, type_params=[T])",
     "TypeAliasType('A', 1, type_params=(1,))", "TypeAliasType('A', 1, type_params=())", "TypeAliasType(name='A', value=1).__value__", "weakref.ref(A)",
     "TypeAliasType('A', 1, type_params=(C, T))", "TypeAliasType('A', 1, type_params=(T, C)).__type_params__", "A.x")
show("subclass(T)", "subclass(P)", "subclass(Ts)", "subclass(P.args)", "subclass(A)", "subclass(TypeVar)", "subclass(ParamSpec)", "subclass(TypeAliasType)", "subclass(Union)", "subclass(int | str)",
     "setattr(T, '__name__', 1)", "setattr(T, '__bound__', 1)", "setattr(TypeVar, 'x', 1)", "setattr(A, 'x', 1)", "T.__module__", "setattr(T, '__module__', 'm')", "T.__module__", "delattr(T, '__module__')", "T.__module__")
show("_typing._idfunc(T) is T", "_typing.__name__", "sorted(name for name in vars(_typing) if not name.startswith('__'))", "types.UnionType is Union", "Generic.__mro__", "type(Generic())", "Generic(1)")
for kind in (TypeVar, ParamSpec, TypeVarTuple, ParamSpecArgs, TypeAliasType, Union, Generic, type(T.evaluate_default), type(NoDefault)):
    print(kind, kind.__module__, kind.__name__, sorted(name for name in vars(kind) if name not in ("__doc__", "__new__")))
class InClass:
    T = TypeVar("T")
    print(T.__module__)
scope = {"__name__": "elsewhere"}
exec("from _typing import TypeVar, TypeAliasType\nT = TypeVar('T')\nA = TypeAliasType('A', 1)\ntype B = int", scope)
print(scope["T"].__module__, scope["A"].__module__, scope["B"].__module__)
scope = {}
exec("from _typing import TypeVar\nT = TypeVar('T')\ntype B = int", scope)
print(scope["T"].__module__, scope["B"].__module__)
def function[X]():
    "text"
print(function.__type_params__[0].__module__, list(map(TypeVar, "ab"))[0].__module__)
