"""A log-structured store: write-ahead log, memory table, sorted segments, a Bloom filter, compaction, crash recovery."""

import bisect
import contextlib
import errno
import functools
import hashlib
import heapq
import io
import itertools
import json
import operator
import os
import pathlib
import struct
import tempfile
import weakref
import zlib
from collections.abc import MutableMapping
from operator import itemgetter

TOMBSTONE = object()


class Corrupt(Exception):
    pass


class Bloom:
    def __init__(self, size=256, hashes=3):
        self.bits, self.size, self.hashes = 0, size, hashes

    def _places(self, key):
        digest = hashlib.blake2b(key.encode(), digest_size=2 * self.hashes).digest()
        return (n % self.size for n in struct.unpack(f">{self.hashes}H", digest))

    def add(self, key):
        self.bits = functools.reduce(operator.or_, (1 << p for p in self._places(key)), self.bits)

    def __contains__(self, key):
        return all(self.bits >> p & 1 for p in self._places(key))


class Log:
    """Records with length and checksum; what comes behind a torn record is cut off."""

    HEAD = struct.Struct(">II")

    def __init__(self, path):
        self.path = path
        self.file = open(path, "ab+", buffering=0)
        self._close = weakref.finalize(self, self.file.close)

    def append(self, *record):
        data = json.dumps(record).encode()
        self.file.write(self.HEAD.pack(len(data), zlib.crc32(data)) + data)

    def __iter__(self):
        self.file.seek(0)
        while head := self.file.read(self.HEAD.size):
            place = self.file.tell() - len(head)
            try:
                length, checksum = self.HEAD.unpack(head)
                data = self.file.read(length)
                if len(data) < length or zlib.crc32(data) != checksum:
                    raise Corrupt(f"record at {place}")
            except (struct.error, Corrupt) as error:
                self.file.truncate(place)
                self.file.seek(0, os.SEEK_END)
                yield "torn", f"{type(error).__name__}: {error}"
                return
            yield json.loads(data)

    def close(self):
        return self._close()


class Segment:
    def __init__(self, path):
        self.path, self.bloom = path, Bloom()
        with open(path, encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        self.keys = [row[0] for row in rows]
        self.values = [row[1] if len(row) > 1 else TOMBSTONE for row in rows]
        for key in self.keys:
            self.bloom.add(key)

    @classmethod
    def write(cls, path, items):
        temporary = path.with_suffix(".tmp")
        with open(temporary, "x", encoding="utf-8") as file:
            for key, value in items:
                print(json.dumps([key] if value is TOMBSTONE else [key, value], ensure_ascii=False), file=file)
        temporary.replace(path)
        return cls(path)

    def get(self, key, default=None):
        if key not in self.bloom:
            return default
        place = bisect.bisect_left(self.keys, key)
        return self.values[place] if place < len(self.keys) and self.keys[place] == key else default

    def items(self):
        return zip(self.keys, self.values)


class Store(MutableMapping):
    def __init__(self, folder, limit=4):
        self.folder, self.limit, self.table = pathlib.Path(folder), limit, {}
        self.segments = [Segment(p) for p in sorted(self.folder.glob("*.seg"), reverse=True)]
        self.log = Log(self.folder / "wal")
        self.problems = []
        for kind, *rest in self.log:
            match kind, rest:
                case "set", [key, value]:
                    self.table[key] = value
                case "del", [key]:
                    self.table[key] = TOMBSTONE
                case "torn", [why]:
                    self.problems.append(why)

    def __getitem__(self, key):
        for layer in (self.table, *self.segments):
            if (value := layer.get(key)) is not None:
                if value is TOMBSTONE:
                    break
                return value
        raise KeyError(key)

    def __setitem__(self, key, value):
        self.log.append("set", key, value)
        self.table[key] = value
        if len(self.table) >= self.limit:
            self.flush()

    def __delitem__(self, key):
        self[key]
        self.log.append("del", key)
        self.table[key] = TOMBSTONE

    def _merged(self):
        layers = ((((k, n), v) for k, v in sorted(layer.items())) for n,
                  layer in enumerate((self.table, *self.segments)))
        for key, group in itertools.groupby(heapq.merge(*layers, key=itemgetter(0)), lambda item: item[0][0]):
            yield key, next(group)[1]

    def __iter__(self):
        return (key for key, value in self._merged() if value is not TOMBSTONE)

    def __len__(self):
        return sum(1 for _ in self)

    def range(self, low, high):
        return [(k, v) for k, v in self._merged() if low <= k < high and v is not TOMBSTONE]

    def flush(self):
        if self.table:
            number = len(list(self.folder.glob("*.seg")))
            self.segments.insert(0, Segment.write(self.folder / f"{number:03}.seg", sorted(self.table.items())))
            self.table.clear()
            self.log.file.truncate(0)

    def compact(self):
        self.flush()
        old, kept = self.segments, [(k, v) for k, v in self._merged() if v is not TOMBSTONE]
        self.segments = [Segment.write(self.folder / "999.seg", kept)]
        for segment in old:
            segment.path.unlink()
        (self.folder / "999.seg").rename(self.folder / "000.seg")
        self.segments[0].path = self.folder / "000.seg"

    @contextlib.contextmanager
    def transaction(self):
        pending = {}
        yield pending
        for key, value in pending.items():
            self[key] = value

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.log.close()


def state(store):
    return sorted(p.name for p in store.folder.iterdir()), len(store.table), [len(s.keys) for s in store.segments]


with tempfile.TemporaryDirectory() as folder:
    with Store(folder) as store:
        store.update(b=1, a=[2], d={"x": None}, c="ü")
        print(state(store))
        store["a"], store["e"] = 3, False
        del store["b"]
        print(dict(store), len(store), state(store), store.range("b", "e"), "b" in store, store.get("zz", "none"),
              store.setdefault("f", 6), state(store))
        with contextlib.suppress(RuntimeError), store.transaction() as pending:
            pending["lost"] = 1
            raise RuntimeError
        with store.transaction() as pending:
            pending["kept"] = 1
        print("lost" in store, store.pop("kept"), store.popitem(), [*store.keys()])
        for wrong in (lambda: store["nope"], lambda: store.pop("nope"), lambda: store.__delitem__("b"),
                      lambda: store.__setitem__("x", {1}), lambda: store.__setitem__(1, 2) or sorted(store)):
            try:
                print(wrong())
            except (KeyError, TypeError) as error:
                print(type(error).__name__, error)
        del store.table[1]
    try:
        store["after"] = 1
    except ValueError as error:
        print(error, store.log.file.closed, store.log.close())
    for damage in (lambda data: data[:-3], lambda data: data[:10] + b"X" + data[11:], lambda data: b"\0\0\0",
                   lambda data: b""):
        path = pathlib.Path(folder, "wal")
        with Store(folder, limit=99) as store:
            store.table.clear()
            store.log.file.truncate(0)
            store["w1"], store["w2"] = "first", "second"
        data = path.read_bytes()
        path.write_bytes(damage(data))
        with Store(folder, limit=99) as store:
            print(store.problems, sorted(k for k in store.table), path.stat().st_size)
    with Store(folder, limit=2) as store:
        store["g"] = 7
        store.compact()
        print(state(store), dict(store), Segment(store.segments[0].path).get("g"))
        (store.folder / "000.tmp").touch()
        try:
            Segment.write(store.folder / "000.seg", [])
        except FileExistsError as error:
            print(errno.errorcode[error.errno], error.strerror, os.path.basename(error.filename))
    with open(os.path.join(folder, "001.seg"), "w") as file:
        file.write('["q", 1]\n["r"]\nbroken\n')
    try:
        Store(folder)
    except json.JSONDecodeError as error:
        print(error)
bloom = Bloom(64)
for word in ("alpha", "beta"):
    bloom.add(word)
print([w in bloom for w in ("alpha", "beta", "gamma", "delta")], bloom.bits.bit_count(), f"{bloom.bits:#x}",
      isinstance(store, MutableMapping), io.SEEK_END == os.SEEK_END)
