"""What the pickler writes in each protocol: memo, frames, batches, names."""
import copyreg
import functools
import io
import pickle
import sys


class Plain:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    class Inner:
        def method(self):
            return 1


class Slotted:
    __slots__ = ("first", "second")


class WithArguments(int):
    def __getnewargs__(self):
        return (int(self),)


class WithKeywords:
    def __new__(cls, *values, **names):
        return super().__new__(cls)

    def __getnewargs_ex__(self):
        return (1, 2), {"name": "value"}


class Reduced:
    def __init__(self, *parts):
        self.parts = parts

    def __reduce__(self):
        return self.parts[0] if len(self.parts) == 1 else self.parts


def function():
    pass


def set_state(target, state):
    target.state = state


loop = []
loop.append(loop)
in_tuple = ([],)
in_tuple[0].append(in_tuple)
in_dict = {}
in_dict["self"] = in_dict
in_four = ([], 1, 2, 3)
in_four[0].append(in_four)
slotted = Slotted()
slotted.first = 1
shared = "shared text"
known = Plain()
known.me = known

subjects = {
    "atoms": (None, True, False, ..., NotImplemented),
    "ints": [0, 1, -1, 255, 256, 65535, 65536, -128, 2**31 - 1, -(2**31), 2**31, -(2**31) - 1, 2**63, -(2**63), 2**64, -(2**2040), 2**2100],
    "floats": [0.0, -0.0, 1.5, -2.25e300, 5e-324, float("inf"), float("-inf"), float("nan")],
    "complex": 1 - 2j,
    "texts": ["", "a", "é", "€", "\U0001f600", "\ud800", "a\\b\n\r\0\x1a\tc", "x" * 255, "y" * 256],
    "bytes": [b"", b"a", b"\xff\0", b"z" * 255, b"z" * 256, bytearray(), bytearray(b"abc")],
    "shared": [shared, shared, (shared,), {shared: shared}],
    "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)],
    "loop": loop,
    "tuple in itself": in_tuple,
    "long tuple in itself": in_four,
    "dict in itself": in_dict,
    "instance in itself": known,
    "lists": [[], [1], [1, 2], [[[]]]],
    "dicts": [{}, {1: 2}, {1: 2, "a": "b"}],
    "sets": [set(), {1}, frozenset(), frozenset([1]), frozenset([("a",)])],
    "range and slice": [range(3), slice(1, None, 2)],
    "instance": Plain(a=1, b=[2]),
    "slots": slotted,
    "arguments": WithArguments(7),
    "keywords": WithKeywords(),
    "names": [function, Plain, Plain.Inner, Plain.Inner.method, len, int, dict.fromkeys, Plain.Inner().method, type(None), type(...)],
    "old names": [range, zip, map, chr, Exception, UserWarning, functools.reduce],
    "partial": functools.partial(int, "11", base=2),
    "exception": ValueError("text", 1),
}


def shown(data):
    return repr(data) if len(data) < 400 else f"{len(data)} bytes {sum(data)} {hash_of(data)}"


def hash_of(data):
    total = 0
    for byte in data:
        total = (total * 31 + byte) % 1000003
    return total


for name, subject in subjects.items():
    for protocol in range(2 if name == "slots" else 0, pickle.HIGHEST_PROTOCOL + 1):
        print(name, protocol, shown(pickle.dumps(subject, protocol)))

print("--- reduced")
for protocol in range(6):
    for parts in (
        (list, ()), (list, (), None, iter([1])), (list, (), None, iter([1, 2])), (dict, (), None, None, iter([(1, 2)])),
        (dict, (), None, None, iter([(1, 2), (3, 4)])), (Plain, (), {"a": 1}), (Plain, (), 5, None, None, set_state), ("function",),
    ):
        made = Reduced(*parts)
        try:
            print(protocol, shown(pickle.dumps([made, made], protocol)))
        except pickle.PicklingError as error:
            print(protocol, str(error).split(">")[-1])

print("--- batches")
for count in (1, 2, 999, 1000, 1001, 2000, 2001):
    for protocol in (0, 1, 2, 4):
        for made in (list(range(count)), dict.fromkeys(range(count)), set(range(count))):
            print(count, protocol, type(made).__name__, shown(pickle.dumps(made, protocol)))
        print(count, protocol, "iterator", shown(pickle.dumps(Reduced(list, (), None, iter(range(count))), protocol)))

print("--- memo of many")
many = [[i] for i in range(300)]
for protocol in range(6):
    data = pickle.dumps((many, many[5], many[299]), protocol)
    print(protocol, shown(data), data[-20:], pickle.loads(data)[1] is pickle.loads(data)[0][5])

print("--- frames")


class Writes:
    def __init__(self):
        self.sizes = []

    def write(self, data):
        self.sizes.append((type(data).__name__, len(data)))


large = [b"x" * 70000, "y" * 70000, bytearray(b"z" * 70000), [str(i) * 3 for i in range(20000)], b"end"]
for protocol in range(6):
    file = Writes()
    pickle.dump(large, file, protocol)
    print(protocol, file.sizes, shown(pickle.dumps(large, protocol)), pickle.loads(pickle.dumps(large, protocol)) == large)

print("--- registry")
copyreg.add_extension("__main__", "Plain", 5)
copyreg.add_extension("__main__", "Slotted", 500)
copyreg.add_extension("__main__", "function", 70000)
for protocol in range(6):
    data = pickle.dumps([Plain, Slotted, function], protocol)
    print(protocol, data, pickle.loads(data) == [Plain, Slotted, function])
copyreg.clear_extension_cache()

print("--- hooks")


class Hooked(pickle.Pickler):
    dispatch_table = {complex: lambda number: (complex, (0, 0))}

    def persistent_id(self, value):
        return "id" if value == "persistent" else None

    def reducer_override(self, value):
        return (str, ("overridden",)) if value is function else NotImplemented


class Loading(pickle.Unpickler):
    def persistent_load(self, id):
        return ["loaded", id]

    def find_class(self, module, name):
        print("find", module, name)
        return super().find_class(module, name)


for protocol in range(6):
    file = io.BytesIO()
    pickler = Hooked(file, protocol)
    pickler.dump(["persistent", function, 1j, Plain])
    print(protocol, file.getvalue(), Loading(io.BytesIO(file.getvalue())).load())

print("--- fast mode and memo")
file = io.BytesIO()
pickler = pickle.Pickler(file, 2)
pickler.fast = True
pickler.dump([shared, shared])
print(file.getvalue(), pickler.bin, pickler.fast, len(pickler.memo.copy()))
pickler.fast = False
pickler.dump([shared, shared])
print(len(pickler.memo.copy()), sorted(number for number, _ in pickler.memo.copy().values()))
other = pickle.Pickler(io.BytesIO(), 2)
other.memo = pickler.memo
print(len(other.memo.copy()))
pickler.clear_memo()
print(len(pickler.memo.copy()), len(other.memo.copy()))
pickler.fast = 1
try:
    pickler.dump(loop)
except ValueError as error:
    print(str(error).split(" at ")[0], len(error.__notes__))

print("--- out of band")
for buffers in (None, []):
    data = pickle.dumps([pickle.PickleBuffer(b"bytes"), pickle.PickleBuffer(bytearray(b"array"))], 5,
                        buffer_callback=None if buffers is None else buffers.append)
    print(data, pickle.loads(data, buffers=buffers))
