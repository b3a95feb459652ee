# Junk calls: every function and class of the built-in modules, and every method of every built-in type, with arguments
# that nobody would give.
import gc
import types

NAMES = sorted(sys.builtin_module_names) + [
    "collections", "functools", "itertools", "operator", "weakref", "re", "json", "decimal", "fractions", "datetime", "io",
    "contextlib", "inspect", "traceback", "string", "random", "copy", "heapq", "bisect", "enum", "dataclasses",
]
# They end the process, wait, or change what is outside it.
FORBIDDEN_MODULES = {
    "posix", "_posixsubprocess", "faulthandler", "_signal", "signal", "_io", "io", "fcntl", "termios", "pwd", "grp", "resource",
    "readline", "mmap", "select", "_ctypes", "_ouropy", "ouropy", "_thread", "time", "_imp", "_socket", "syslog",
}
FORBIDDEN = {
    "__import__", "open", "input", "breakpoint", "exec", "eval", "exit", "quit", "help", "_exit", "abort", "sleep", "settrace",
    "setprofile", "_debugmallocstats", "setrecursionlimit", "print", "interact", "_clear_type_cache", "setswitchinterval",
    "unraisablehook", "excepthook", "displayhook", "set_asyncgen_hooks", "set_debug", "set_threshold", "_setfilesystemencoding",
}


def functions():
    found = {}
    kinds = (types.BuiltinFunctionType, types.FunctionType, type)
    for name in NAMES:
        if name in FORBIDDEN_MODULES:
            continue
        module = attempt(__import__, name)
        for key, value in sorted(vars(module or types).items()):
            if key not in FORBIDDEN and isinstance(value, kinds):
                found.setdefault(f"{name}.{key}", value)
    classes = sorted((kind for kind in every_class(object) if usable(kind)), key=lambda kind: (kind.__module__, kind.__qualname__))
    for kind in classes:
        for key, value in sorted(kind.__dict__.items()):
            if key not in FORBIDDEN and callable(value) and not isinstance(value, type):
                found[f"{kind.__module__}.{kind.__qualname__}.{key}"] = value
        found[f"{kind.__module__}.{kind.__qualname__}"] = kind
    return list(found.values())


def usable(kind):
    return kind.__module__.split(".")[0] not in FORBIDDEN_MODULES | {"os", "subprocess", "__main__", "importlib"}


def every_class(kind, seen=None):
    seen = set() if seen is None else seen
    for derived in type.__subclasses__(kind):
        if derived not in seen:
            seen.add(derived)
            yield derived
            yield from every_class(derived, seen)


class Awkward:
    # Answers every question with what the input says.
    given = None

    def answer(self, *args):
        return argument(Awkward.given, 1)

    def refuse(self, *args):
        raise given_error()

    __len__ = __index__ = __hash__ = __iter__ = __next__ = __eq__ = __lt__ = __bool__ = __call__ = __getitem__ = answer
    __float__ = __int__ = __str__ = __repr__ = __contains__ = __enter__ = __fspath__ = __bytes__ = __length_hint__ = answer
    __add__ = __radd__ = __mul__ = __setitem__ = __format__ = __buffer__ = __get__ = __instancecheck__ = answer
    __delitem__ = refuse


def given_error():
    return Awkward.given.among([ValueError, KeyError, StopIteration, IndexError, AttributeError, TypeError])("junk")


class Number(int):
    pass


class Text(str):
    pass


class Items(list):
    def __len__(self):
        return 10**9


def looped():
    items = []
    items.append(items)
    return items


def generator():
    yield 1
    yield 2


MAKERS = [
    lambda given: None, lambda given: given.byte(), lambda given: -given.byte(), lambda given: 1 << given.byte(),
    lambda given: -1 << 63, lambda given: 0.5, lambda given: float("nan"), lambda given: 1j, lambda given: "",
    lambda given: text_of(given.some()), lambda given: given.some(), lambda given: bytearray(given.some()),
    lambda given: "\ud800\0\U0001f600", lambda given: Awkward(), lambda given: Number(given.byte()),
    lambda given: Text("x" * given.byte()), lambda given: Items([1, 2]), lambda given: looped(), lambda given: generator(),
    lambda given: memoryview(bytearray(given.some())), lambda given: range(given.byte()), lambda given: given_error(),
    lambda given: given.among(FUNCTIONS), lambda given: object, lambda given: Awkward, lambda given: slice(None, given.byte(), -1),
    lambda given: iter([1, 2]), lambda given: lambda *args: None, lambda given: sys._getframe(), lambda given: types,
    lambda given: True, lambda given: run.__code__, lambda given: frozenset([1]), lambda given: types.CellType(),
]


def argument(given, depth):
    kind = given.byte()
    if depth and kind % 4 == 0:
        items = [argument(given, depth - 1) for _ in range(given.byte() % 4)]
        if kind % 16 == 4:
            return tuple(items)
        if kind % 16 == 8:
            return dict(enumerate(items))
        return items
    return MAKERS[kind % len(MAKERS)](given)


FUNCTIONS = functions()

# An object of each type that no call of the type makes. What the interpreter itself rests on is left out.
EXAMPLES = {type(known): known for known in [*gc.get_objects(), generator(), looped().__iter__(), (lambda: 0).__code__]
            if not isinstance(known, (type, dict, list, set, types.ModuleType, types.FunctionType, types.FrameType))}


def call(given):
    function = given.among(FUNCTIONS)
    shape = given.byte()
    arguments = [argument(given, 2) for _ in range(shape % 6)]
    owner = getattr(function, "__objclass__", None)
    if owner is not None and shape & 64:
        # A receiver of the right kind.
        made = attempt(owner, *arguments[:1])
        made = attempt(owner) if made is None else made
        arguments[:1] = [EXAMPLES.get(owner) if made is None else made]
    if shape & 128:
        return function(*arguments, **{given.among(KEYWORDS): argument(given, 1)})
    return function(*arguments)


KEYWORDS = ["key", "default", "maxlen", "encoding", "errors", "base", "sep", "end", "strict", "repeat", "self", "start", "n"]


def run(data):
    Awkward.given = given = Input(data)
    for _ in range(5):
        result = attempt(call, given)
        attempt(repr, result)
        attempt(next, result)
        if given.at >= len(data):
            break
    result = None
    if data[:1] == b"g":
        attempt(gc.collect)
