"""A version control system in memory: content addresses, trees, commits, branches, merges with conflicts, packed storage."""

import binascii
import collections
import difflib
import functools
import hashlib
import heapq
import io
import itertools
import re
import stat
import struct
import textwrap
import zlib
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath


class Missing(KeyError):
    def __str__(self):
        return f"no object {self.args[0]}"


class Ambiguous(LookupError):
    pass


class Conflict(Exception):
    def __init__(self, paths):
        super().__init__(f"{len(paths)} conflicts")
        self.paths = paths


class Objects(Mapping):
    """Objects by the digest of their header and body; unique beginnings will do."""

    kinds: dict[str, type] = {}

    def __init__(self):
        self._packed = {}

    def put(self, thing) -> str:
        body = thing.pack()
        data = f"{thing.kind} {len(body)}\0".encode() + body
        name = hashlib.sha1(data).hexdigest()
        self._packed.setdefault(name, zlib.compress(data))
        return name

    def __getitem__(self, name):
        match [n for n in self._packed if n.startswith(name)] if len(name) >= 4 else []:
            case [full]:
                header, _, body = zlib.decompress(self._packed[full]).partition(b"\0")
                kind, size = header.decode().split()
                assert len(body) == int(size), f"{name} is damaged"
                return self.kinds[kind].unpack(body)
            case []:
                raise Missing(name)
            case several:
                raise Ambiguous(f"{name} is one of {len(several)}")

    def __iter__(self):
        return iter(self._packed)

    def __len__(self):
        return len(self._packed)


def stored(cls):
    cls.kind = cls.__name__.lower()
    Objects.kinds[cls.kind] = cls
    return cls


@stored
@dataclass(frozen=True)
class Blob:
    data: bytes

    def pack(self):
        return self.data

    @classmethod
    def unpack(cls, body):
        return cls(body)


@stored
@dataclass(frozen=True)
class Tree:
    entries: tuple

    def pack(self):
        return b"".join(f"{mode:o} {name}\0".encode() + binascii.unhexlify(digest) for name,
                        (mode, digest) in sorted(self.entries))

    @classmethod
    def unpack(cls, body):
        return cls(tuple((m[2].decode(), (int(m[1], 8), m[3].hex())) for m in re.finditer(rb"(\d+) ([^\0]+)\0(.{20})",
                body, re.S)))


@stored
@dataclass(frozen=True)
class Commit:
    tree: str
    parents: tuple
    time: int
    message: str

    def pack(self):
        head = [f"tree {self.tree}", *(f"parent {p}" for p in self.parents), f"time {self.time}"]
        return "\n".join([*head, "", self.message]).encode()

    @classmethod
    def unpack(cls, body):
        head, _, message = body.decode().partition("\n\n")
        fields = collections.defaultdict(list)
        for line in head.splitlines():
            key, value = line.split(" ", 1)
            fields[key].append(value)
        return cls(fields["tree"][0], tuple(fields["parent"]), int(fields["time"][0]), message)


class Repository:
    def __init__(self):
        self.objects, self.branches, self.head, self.files, self.clock = Objects(), {}, "main", {}, itertools.count(1000,
                60)

    def write(self, **files):
        for name, text in files.items():
            path = name.replace("__", "/").replace("_", ".")
            if text is None:
                self.files.pop(path)
            else:
                self.files[path] = textwrap.dedent(text).encode()
        return self

    def save(self, files):
        tree, folders = {}, collections.defaultdict(dict)
        for path, data in files.items():
            first, *rest = PurePosixPath(path).parts
            if rest:
                folders[first][str(PurePosixPath(*rest))] = data
            else:
                tree[first] = (stat.S_IFREG | 0o644, self.objects.put(Blob(data)))
        for name, inner in folders.items():
            tree[name] = (stat.S_IFDIR, self.save(inner))
        return self.objects.put(Tree(tuple(sorted(tree.items()))))

    def load(self, tree, prefix=""):
        files = {}
        for name, (mode, digest) in self.objects[tree].entries:
            if stat.S_ISDIR(mode):
                files |= self.load(digest, f"{prefix}{name}/")
            else:
                files[prefix + name] = self.objects[digest].data
        return files

    def resolve(self, name):
        base, *steps = re.split(r"(?=[~^])", name)
        digest = self.branches.get(self.head if base == "HEAD" else base, base)
        for step in steps:
            for _ in range(int(step[1:] or 1) if step[0] == "~" else 1):
                parents = self.objects[digest].parents
                try:
                    digest = parents[int(step[1:] or 1) - 1 if step[0] == "^" else 0]
                except IndexError:
                    raise LookupError(f"{name} goes beyond the root") from None
        return digest

    def commit(self, message, *others):
        parents = tuple(filter(None, [self.branches.get(self.head), *others]))
        digest = self.objects.put(Commit(self.save(self.files), parents, next(self.clock), message))
        self.branches[self.head] = digest
        return digest

    def branch(self, name):
        if name in self.branches:
            raise ValueError(f"branch {name} exists")
        self.branches[name] = self.branches[self.head]
        return self.checkout(name)

    def checkout(self, name):
        self.files = self.load(self.objects[self.resolve(name)].tree)
        self.head = name
        return self

    def log(self, name="HEAD") -> Iterator[tuple[str, Commit]]:
        seen, start = set(), self.resolve(name)
        heap = [(-self.objects[start].time, start)]
        while heap:
            _, digest = heapq.heappop(heap)
            if digest not in seen:
                seen.add(digest)
                commit = self.objects[digest]
                yield digest, commit
                for parent in commit.parents:
                    heapq.heappush(heap, (-self.objects[parent].time, parent))

    def base(self, one, other):
        theirs = {d for d, _ in self.log(other)}
        return next(d for d, _ in self.log(one) if d in theirs)

    def diff(self, one, other):
        before, after = (self.load(self.objects[self.resolve(n)].tree) for n in (one, other))
        for path in sorted(before.keys() | after.keys()):
            a, b = (side.get(path, b"").decode().splitlines() for side in (before, after))
            yield from difflib.unified_diff(a, b, f"a/{path}" if path in before else "/dev/null",
                                            f"b/{path}" if path in after else "/dev/null", lineterm="", n=0)

    def merge(self, name):
        mine, theirs = self.resolve("HEAD"), self.resolve(name)
        base = self.base(mine, theirs)
        if base == theirs:
            return "already there"
        if base == mine:
            self.branches[self.head] = theirs
            self.checkout(self.head)
            return "fast-forward"
        trees = [self.load(self.objects[d].tree) for d in (base, mine, theirs)]
        conflicts, merged = [], {}
        for path in sorted(set().union(*trees)):
            match tuple(t.get(path) for t in trees):
                case (_, a, b) if a == b:
                    merged[path] = a
                case (o, a, b) if o == a:
                    merged[path] = b
                case (o, a, b) if o == b:
                    merged[path] = a
                case (_, a, b):
                    conflicts.append(path)
                    merged[path] = b"<<<\n" + (a or b"") + b"===\n" + (b or b"") + b">>>\n"
        self.files = {p: d for p, d in merged.items() if d is not None}
        if conflicts:
            raise Conflict(conflicts)
        return self.commit(f"merge {name}", theirs)[:6]

    def blame(self, path):
        lines = self.files[path].decode().splitlines()
        owners = dict.fromkeys(range(len(lines)), None)
        for digest, commit in self.log():
            old = self.load(commit.tree).get(path)
            for n, line in enumerate(lines):
                if old is not None and line in old.decode().splitlines():
                    owners[n] = commit.message
        return [(owners[n], line) for n, line in enumerate(lines)]


repository = Repository()
first = repository.write(readme_txt="one\ntwo\nthree\n", src__main_py="print(1)\n",
                         src__deep__x_py="x = 1\n").commit("first")
second = repository.write(readme_txt="one\n2\nthree\n", src__deep__x_py=None).commit("second")
repository.branch("feature").write(src__new_py="new\n", readme_txt="one\n2\nthree\nfour\n").commit("on feature")
repository.checkout("main").write(src__main_py="print(2)\n").commit("on main")
print(repository.merge("feature"), *(f"{d[:7]} {c.time} {c.message} {len(c.parents)}" for d, c in repository.log()),
      sep="\n")
print(*repository.diff("HEAD~2", "HEAD"), *repository.diff(first, second), sep="\n")
print(repository.blame("readme.txt"), sorted(repository.files), repository.merge("feature"),
      repository.base("main", "feature")[:6], repository.resolve("HEAD^2")[:6] == repository.branches["feature"][:6])
repository.branch("risky").write(readme_txt="1\n2\nthree\nfour\n").commit("risky")
repository.checkout("main").write(readme_txt="ONE\n2\nthree\nfour\n").commit("loud")
try:
    repository.merge("risky")
except Conflict as error:
    print(error, error.paths, repository.files["readme.txt"])
repository.checkout("feature")
print(repository.merge("main"), len(repository.objects),
      collections.Counter(repository.objects[n].kind for n in repository.objects))
for bad in (lambda: repository.objects["ffff0000"], lambda: repository.objects["ab"], lambda: repository.objects[3],
            lambda: repository.resolve("HEAD~9"), lambda: repository.branch("main"),
            lambda: repository.checkout("nowhere"), lambda: repository.write(none=None),
            lambda: setattr(Blob(b""), "data", 1), lambda: Blob("text").pack().x, lambda: repository.objects.put(3),
            lambda: Tree.unpack(b"junk").entries, lambda: Commit.unpack(b"junk"),
            lambda: repository.objects.get("0000", "default"),
            lambda: zlib.decompress(repository.objects._packed[first][:-4])):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(repository.objects.put(Blob(b"what is up, doc?")), repository.objects.put(Blob(b"")), first,
      repository.objects[first].tree[:8], repository.objects[first[:8]] == repository.objects[first],
      first in repository.objects, struct.pack(">I", binascii.crc32(bytes.fromhex(first))).hex(),
      functools.reduce(lambda n, name: n + len(name), repository.objects, 0) == 40 * len(repository.objects),
      deque(repository.log(), maxlen=1)[0][1].message, io.BytesIO(Blob(b"a").pack()).read())
