# marshal gives back what it was given, shares what was shared, and refuses the rest.
import marshal

VALUES = [
    None, True, False, ..., StopIteration, 0, -1, 2**31 - 1, -(2**31), 2**40, -(2**100), 0.0, -1.5, float("inf"), 2 - 3j,
    "", "ascii", "äöü", "\ud800", "x" * 300, b"", b"bytes", bytearray(b"array"), (), (1, (2, ())), tuple(range(300)), [],
    [1, [2]], {}, {"key": [1], 2: None}, set(), {1, 2}, frozenset([3]), slice(1, None, 2),
]
for value in VALUES:
    for version in range(5):
        if isinstance(value, slice):
            continue
        back = marshal.loads(marshal.dumps(value, version))
        assert back == value and (type(back) is type(value) or isinstance(value, bytearray)), (value, version, back)
    assert marshal.loads(marshal.dumps(value)) == value
print(marshal.version)

shared = ["one", 2]
first, second = marshal.loads(marshal.dumps([shared, shared]))
print(first is second)
loop = []
loop.append(loop)
back = marshal.loads(marshal.dumps(loop))
print(back[0] is back)

code = compile("def double(x): return 2 * x\nprint(double(21))", "<made>", "exec")
exec(marshal.loads(marshal.dumps(code)))
copy = marshal.loads(marshal.dumps(code))
print(copy.co_filename, copy.co_name, copy.co_names)


def failure(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except Exception as error:
        print(type(error).__name__, error)


failure(marshal.dumps, object())
failure(marshal.dumps, [len])
failure(marshal.dumps, slice(1), 4)
failure(marshal.dumps, code, allow_code=False)
failure(marshal.loads, marshal.dumps(code), allow_code=False)
failure(marshal.loads, b"")
failure(marshal.loads, b"i\x01")
failure(marshal.loads, b"[\x02\x00\x00\x00N")
failure(marshal.loads, b"[\xff\xff\xff\xff")
failure(marshal.loads, b"\x01")
failure(marshal.loads, b"r\x07\x00\x00\x00")
failure(marshal.loads, b"0")
failure(marshal.loads, b"l\x01\x00\x00\x00\x00\x00")
failure(marshal.loads, b"l\x01\x00\x00\x00\x00\x80")
failure(marshal.loads, "text")
deep = []
for _ in range(3000):
    deep = [deep]
failure(marshal.dumps, deep)
failure(marshal.loads, b"[\x01\x00\x00\x00" * 3000 + b"N")
