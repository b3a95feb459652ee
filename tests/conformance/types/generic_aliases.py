# types.GenericAlias and unions: arguments, stars, type variables and what takes their place.
# Substitution asks the module `typing`, for which a small one stands in.
import gc, sys, types, weakref, _typing
gc.disable()

stand_in = types.ModuleType("typing")
stand_in._typevar_subst = lambda variable, arg: arg
stand_in._paramspec_subst = lambda spec, arg: tuple(arg) if isinstance(arg, list) else arg
stand_in._paramspec_prepare_subst = lambda spec, alias, args: args
stand_in._typevartuple_prepare_subst = lambda variables, alias, args: (*args[:-1], args[-1:]) if len(args) != len(alias.__parameters__) else args
def type_check(arg, message):
    print("  checked:", arg, message)
    return arg
stand_in._type_check = type_check
class Unpacked:
    __typing_is_unpacked_typevartuple__ = True
    def __init__(self, item): self.item = item
    def __repr__(self): return f"Unpack[{self.item!r}]"
    __parameters__ = property(lambda self: (self.item,))
    def __getitem__(self, items): return items
class Unpack:
    def __getitem__(self, item): return Unpacked(item)
stand_in.Unpack = Unpack()
sys.modules["typing"] = stand_in

def subclass(base):
    class Derived(base): pass
    return Derived.__mro__[1:]

def show(*texts):
    for text in texts:
        try: print(text, "->", repr(eval(text)))
        except Exception as error: print(text, "->", type(error).__name__, error)

GenericAlias, Union = types.GenericAlias, _typing.Union
T, U, D = _typing.TypeVar("T"), _typing.TypeVar("U"), _typing.TypeVar("D", default=str)
P, Ts = _typing.ParamSpec("P"), _typing.TypeVarTuple("Ts")
star = next(iter(list[int]))
show("list[int]", "list[int, str].__args__", "tuple[()]", "tuple[int, ...]", "dict[[int, str], None]", "GenericAlias(5, 'x')", "GenericAlias(list)", "GenericAlias(list, 1, x=2)",
     "list[T].__parameters__", "list[int].__parameters__", "dict[T, list[U]].__parameters__", "dict[T, T].__parameters__", "list[[T, (U,)]].__parameters__", "list[T] is list[T]")
show("list[T][int]", "dict[T, U][int, str]", "dict[T, list[U]][int, str]", "dict[T, T][int]", "dict[str, T][U]", "dict[str, T][U][int]", "list[[T, (U, int)]][int, str]", "list[[T]][int].__args__",
     "list[T][int, str]", "dict[T, U][int]", "list[int][str]", "list[T][()]", "dict[T, D][int]", "dict[T, D][int, bytes]", "dict[T, D][()]", "list[T][list[U]].__parameters__",
     "list[T][(int,)]", "list[T][[int]]", "list[P][[int, str]]", "tuple[int, Unpacked(Ts)][str, bytes]", "tuple[T, *tuple[U, int]][1, 2]")
show("[*list[int]]", "star", "star.__unpacked__", "list[int].__unpacked__", "star == list[int]", "star == next(iter(list[int]))", "hash(star) == hash(list[int])", "star.__reduce__()[0]", "star.__reduce__()[1][0].__reduce__()",
     "next(star.__reduce__()[1][0])", "iter(list[int]).__reduce__()", "tuple[*tuple[int, str]]", "tuple[*tuple[int, ...]]", "next(iter(tuple[int, str])).__typing_unpacked_tuple_args__", "tuple[int].__typing_unpacked_tuple_args__",
     "star.__typing_unpacked_tuple_args__", "next(iter(list[T]))[int]", "tuple[T, U][*tuple[int, str]]", "tuple[T][*tuple[int, ...]]", "tuple[T][*list[int]]", "type(iter(list[int]))", "type(iter(list[int]))()")
iterator = iter(list[int])
show("iter(iterator) is iterator", "next(iterator)", "next(iterator)", "iterator.__reduce__()", "list(iterator)")
show("list[int].__origin__", "list[int].append", "list[int].__name__", "list[int].__mro_entries__(())", "list[int].__bases__", "list[int].__copy__", "list[int].__class__", "list[int].__reduce__()", "list[int]()", "subclass(list[int])",
     "isinstance(1, list[int])", "issubclass(int, list[int])", "list[int] == list[int]", "list[int] != list[str]", "list[int] == 1", "list[int] < list[int]", "hash(list[[]])", "dir(list[int]) == sorted(set(dir(list)) | {'__origin__', '__args__', '__parameters__', '__mro_entries__', '__unpacked__', '__typing_unpacked_tuple_args__'})",
     "list[int].__dir__()[-6:]", "GenericAlias.__dict__['__args__']", "list[int].missing", "setattr(list[int], 'x', 1)", "weakref.ref(star)() is star")
class Marked:
    __class_getitem__ = classmethod(GenericAlias)
show("Marked[int]().__orig_class__", "Marked[T][int]().__orig_class__")
class SubAlias(GenericAlias): pass
show("type(SubAlias(list, T))", "type(SubAlias(list, T)[int])", "SubAlias(list, int) == list[int]", "SubAlias(list, int).__reduce__()")
show("int | str", "int | None", "None | int", "int | int", "int | list[int] | list[int]", "(int | str) | (str | bytes)", "int | 'x'", "int | 1", "Union[int, str]", "Union[int]", "Union[()]", "Union[int, None]", "Union[None]", "Union[int, int | str]", "Union[(int, str), bytes]",
     "T | int", "int | T", "P | T", "T | 'x'", "Ts | int", "Union[T, int]", "(T | int)[str]", "(T | list[U])[int, str]", "(T | int).__parameters__", "(T | int)[int]", "(int | str)[int]", "(int | list[T])[bytes]",
     "(int | str).__args__", "(int | str).__origin__", "(int | str).__name__", "(int | str).__qualname__", "(int | str).__module__", "(int | str).missing", "int | str == str | int", "hash(int | str) == hash(str | int)", "int | str == int | bytes", "int | str != 1",
     "isinstance(1, int | str)", "isinstance(None, int | None)", "issubclass(bool, int | str)", "isinstance(1, list[int] | str)", "isinstance(1, int | list[int])", "Union()", "subclass(int | str)", "type(int | str)", "weakref.ref(int | str)()")
unhashable = GenericAlias(list, [[]])
show("unhashable | int", "(unhashable | int) == (int | unhashable)", "(unhashable | int) == (int | GenericAlias(list, [[1]]))", "unhashable | unhashable", "unhashable | GenericAlias(list, [[]]) | int", "hash(unhashable | int)")
for value in (list[int], list[T], star, int | str, T | int, iter(list[int]), unhashable | int):
    print(repr(type(value)), [type(referent).__name__ for referent in gc.get_referents(value)], gc.is_tracked(value), object.__sizeof__(value))
    getattr(value, "__parameters__", None)
    print("   ", [type(referent).__name__ for referent in gc.get_referents(value)])
