# What a bytearray is asked for its bytes cannot be resized while an argument is asked for its own.


class Evil:
    def __init__(self, target):
        self.target = target

    def __buffer__(self, flags):
        self.target.clear()
        return memoryview(b"A")

    def __index__(self):
        self.target.clear()
        return ord("A")


class EvilBuffer:
    def __init__(self, target):
        self.target = target

    def __buffer__(self, flags):
        self.target.clear()
        return memoryview(b"A")


class EvilBytes(bytes):
    def __len__(self):
        self.target.clear()
        return 1


class EvilRepr:
    def __init__(self, target):
        self.target = target

    def __repr__(self):
        self.target.clear()
        return "E"


def attempt(label, action):
    try:
        print(label, "->", action())
    except Exception as error:
        print(label, "->", type(error).__name__, error)


CALLS = {
    "find": lambda ba, evil: ba.find(evil),
    "rfind": lambda ba, evil: ba.rfind(evil),
    "index": lambda ba, evil: ba.index(evil),
    "rindex": lambda ba, evil: ba.rindex(evil),
    "count": lambda ba, evil: ba.count(evil),
    "in": lambda ba, evil: evil in ba,
    "split": lambda ba, evil: ba.split(evil),
    "rsplit": lambda ba, evil: ba.rsplit(evil),
    "startswith": lambda ba, evil: ba.startswith(evil),
    "startswith tuple": lambda ba, evil: ba.startswith((b"x", evil)),
    "endswith": lambda ba, evil: ba.endswith(evil),
    "partition": lambda ba, evil: ba.partition(evil),
    "rpartition": lambda ba, evil: ba.rpartition(evil),
    "strip": lambda ba, evil: ba.strip(evil),
    "lstrip": lambda ba, evil: ba.lstrip(evil),
    "rstrip": lambda ba, evil: ba.rstrip(evil),
    "removeprefix": lambda ba, evil: ba.removeprefix(evil),
    "removesuffix": lambda ba, evil: ba.removesuffix(evil),
    "replace": lambda ba, evil: ba.replace(evil, b"z"),
    "replace with": lambda ba, evil: ba.replace(b"A", evil),
    "translate": lambda ba, evil: ba.translate(None, evil),
    "join": lambda ba, evil: ba.join([b"1", evil, b"2"]),
    "+": lambda ba, evil: ba + evil,
    "==": lambda ba, evil: ba == evil,
    "<": lambda ba, evil: ba < evil,
    "find start": lambda ba, evil: ba.find(b"A", evil),
    "split limit": lambda ba, evil: ba.split(b"A", evil),
    "center": lambda ba, evil: ba.center(3, evil),
    "extend": lambda ba, evil: (ba.extend(evil), ba)[1],
    "+=": lambda ba, evil: (ba.__iadd__(evil), ba)[1],
    "slice": lambda ba, evil: (ba.__setitem__(slice(0, 1), evil), ba)[1],
    "append": lambda ba, evil: (ba.append(evil), ba)[1],
    "insert": lambda ba, evil: (ba.insert(0, evil), ba)[1],
    "remove": lambda ba, evil: (ba.remove(evil), ba)[1],
    "item": lambda ba, evil: (ba.__setitem__(0, evil), ba)[1],
    "expandtabs": lambda ba, evil: ba.expandtabs(evil),
    "zfill": lambda ba, evil: ba.zfill(evil),
    "ljust": lambda ba, evil: ba.ljust(evil),
    "*": lambda ba, evil: ba * evil,
    "[]": lambda ba, evil: ba[evil],
    "[:]": lambda ba, evil: ba[:evil],
    "%b": lambda ba, evil: bytearray(b"%b").__mod__(evil),
    "hex": lambda ba, evil: ba.hex(b":", evil),
    "decode": lambda ba, evil: ba.decode(evil),
}
for kind in (Evil, EvilBuffer):
    for label, call in CALLS.items():
        ba = bytearray(b"1A2A")
        attempt(f"{kind.__name__} {label}", lambda: call(ba, kind(ba)))

ba = bytearray(b"\xaa")
evil = EvilBytes(b":")
evil.target = ba
attempt("hex", lambda: ba.hex(evil))
view = memoryview(bytearray(b"abc"))


class Releasing(bytes):
    def __len__(self):
        view.release()
        return 1


attempt("view hex", lambda: view.hex(Releasing(b":")))
print(view.hex())


class ReleasingIndex:
    def __index__(self):
        view.release()
        return 1


attempt("view hex group", lambda: view.hex(b":", ReleasingIndex()))
for conversion in (b"%a end", b"%r end", b"%s end", b"%b", b"%c", b"%d"):
    ba = bytearray(conversion)
    attempt(conversion, lambda: ba % EvilRepr(ba))
for conversion in (b"%s end", b"%b", b"%c", b"%d"):
    ba = bytearray(conversion)
    attempt(conversion, lambda: ba % Evil(ba))


class Growing:
    def __init__(self, resize):
        self.resize = resize

    def __buffer__(self, flags):
        self.resize()
        return memoryview(b"ABCD")


def lengthened(shape):
    ba = bytearray(b"0123456789")
    shape(ba)
    return ba


print(lengthened(lambda ba: ba.extend(Growing(lambda: ba.extend(b"grown")))))
print(lengthened(lambda ba: ba.extend(Growing(lambda: ba.__delitem__(slice(3, None))))))
print(lengthened(lambda ba: ba.__iadd__(Growing(lambda: ba.extend(b"grown")))))
print(lengthened(lambda ba: ba.__setitem__(slice(2, 4), Growing(lambda: ba.extend(b"grown")))))

# What fails half way leaves it empty.
for source in ([1, 2, 256], (1, "a"), [0] * 50 + [1000], (1, 2, 1 << 100), "text", -1, 3.5, None):
    ba = bytearray(b"abc")
    attempt(source, lambda: ba.__init__(source))
    print(ba)


def watched(ba):
    for number in range(1, 6):
        yield number
        print(len(ba), list(ba), ba.__alloc__() > len(ba))


ba = bytearray(b"before")
ba.__init__(watched(ba))
print(ba)


class Item:
    def __init__(self, change):
        self.change = change

    def __buffer__(self, flags):
        self.change()
        return memoryview(b"x")


for separator in (b"", b"::", bytearray(b"-")):
    items = [b"a", None, b"c"]
    items[1] = Item(items.clear)
    attempt("clear", lambda: separator.join(items))
    items = [b"a", None, b"c"]
    items[1] = Item(lambda: items.__setitem__(1, b"z"))
    attempt("replace", lambda: separator.join(items))
    items = [b"a", None, b"c"]
    items[1] = Item(lambda: items.append(b"d"))
    attempt("append", lambda: separator.join(items))


class BadBytes:
    @property
    def __bytes__(self):
        raise ZeroDivisionError("looked up")

    def __buffer__(self, flags):
        return memoryview(b"abc")


attempt("%b", lambda: b"%b" % BadBytes())
attempt("bytes", lambda: bytes(BadBytes()))
