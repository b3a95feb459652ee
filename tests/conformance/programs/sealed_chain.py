"""Sealed records: Merkle trees with proofs, a chain of blocks with easy work, one-time signatures, secrets shared and split."""

import base64
import binascii
import collections
import copy
import dataclasses
import functools
import hashlib
import hmac
import io
import itertools
import json
import operator
import random
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import NamedTuple, Protocol


class Broken(ValueError):
    """Says where a chain is broken, with the cause."""


def digest(*parts: bytes) -> bytes:
    return hashlib.blake2s(b"".join(struct.pack(">I", len(p)) + p for p in parts), digest_size=16,
                           person=b"chain").digest()


class Step(NamedTuple):
    left: bool
    sibling: bytes


class Merkle(Sequence):
    def __init__(self, leaves: Iterable[bytes]):
        self.leaves = list(leaves)
        self.levels = [[digest(b"leaf", leaf) for leaf in self.leaves]]
        while len(level := self.levels[-1]) > 1:
            self.levels.append([digest(*pair) if len(pair) == 2 else pair[0] for pair in itertools.batched(level, 2)])

    @property
    def root(self):
        return self.levels[-1][0] if self.leaves else digest()

    def __len__(self):
        return len(self.leaves)

    def __getitem__(self, place):
        return self.leaves[place]

    def proof(self, place) -> list[Step]:
        place, steps = range(len(self))[place], []
        for level in self.levels[:-1]:
            if (other := place ^ 1) < len(level):
                steps.append(Step(other < place, level[other]))
            place //= 2
        return steps

    @staticmethod
    def verify(leaf, steps, root):
        return hmac.compare_digest(reduce(lambda h, s: digest(s.sibling, h) if s.left else digest(h, s.sibling), steps,
                                          digest(b"leaf", leaf)), root)


class Lamport:
    """Signs one message, bit by bit."""

    def __init__(self, seed: bytes, bits=16):
        self.bits, self.used = bits, False
        self._secret = [[digest(seed, bytes([b, n])) for n in range(bits)] for b in (0, 1)]
        self.public = [[digest(x) for x in half] for half in self._secret]

    def _bits(self, message):
        value = int.from_bytes(hashlib.sha256(message).digest()[:4])
        return [value >> n & 1 for n in range(self.bits)]

    def sign(self, message):
        if self.used:
            raise RuntimeError("a key signs only once")
        self.used = True
        return [self._secret[b][n] for n, b in enumerate(self._bits(message))]

    def verify(self, message, signature):
        return all(digest(s) == self.public[b][n] for n, (b, s) in enumerate(zip(self._bits(message), signature,
                strict=True)))


@dataclass(frozen=True)
class Block:
    number: int
    before: bytes
    entries: tuple[str, ...]
    nonce: int = 0

    @cached_property
    def root(self):
        return Merkle(e.encode() for e in self.entries).root

    def seal(self):
        return digest(struct.pack(">II", self.number, self.nonce), self.before, self.root)

    def work(self, bits):
        """The first nonce whose seal begins with so many zero bits."""
        for nonce in itertools.count():
            block = dataclasses.replace(self, nonce=nonce)
            if int.from_bytes(block.seal()[:2]) >> (16 - bits) == 0:
                return block

    def __json__(self):
        return {"number": self.number, "before": base64.b64encode(self.before).decode(), "entries": self.entries,
                "nonce": self.nonce}


class Chain:
    def __init__(self, bits=3):
        self.bits, self.blocks = bits, [Block(0, bytes(16), ("genesis",)).work(bits)]

    def add(self, *entries):
        self.blocks.append(Block(len(self.blocks), self.blocks[-1].seal(), entries).work(self.bits))
        return self

    def check(self):
        for before, block in itertools.pairwise(self.blocks):
            try:
                if block.before != before.seal():
                    raise ValueError("seal of the block before differs")
                if int.from_bytes(block.seal()[:2]) >> (16 - self.bits):
                    raise ArithmeticError(f"nonce {block.nonce} does not do")
                if block.number != before.number + 1:
                    raise IndexError(block.number)
            except Exception as error:
                raise Broken(f"block {block.number}") from error
        return True

    def dump(self):
        return json.dumps([b.__json__() for b in self.blocks], separators=(",", ":"))

    @classmethod
    def load(cls, text, bits=3):
        self = cls.__new__(cls)
        self.bits = bits
        self.blocks = [Block(d["number"], base64.b64decode(d["before"], validate=True), tuple(d["entries"]),
                             d["nonce"]) for d in json.loads(text)]
        self.check()
        return self


class Shamir:
    """Shares of a secret: points of a polynomial over a prime field."""

    PRIME = 2**61 - 1

    @classmethod
    def split(cls, secret, need, count, draw):
        if not 0 < need <= count:
            raise ValueError(f"{need} of {count}")
        coefficients = [secret, *(draw.randrange(cls.PRIME) for _ in range(need - 1))]
        return [(x, reduce(lambda a, c: (a * x + c) % cls.PRIME, reversed(coefficients), 0)) for x in range(1,
                count + 1)]

    @classmethod
    def join(cls, shares):
        total = 0
        for x, y in shares:
            top, bottom = 1, 1
            for other, _ in shares:
                if other != x:
                    top, bottom = top * -other % cls.PRIME, bottom * (x - other) % cls.PRIME
            total += y * top * pow(bottom, -1, cls.PRIME)
        return total % cls.PRIME


class Rsa:
    """Toy keys from small primes."""

    def __init__(self, p, q, e=17):
        self.n, self.e, self._d = p * q, e, pow(e, -1, (p - 1) * (q - 1))

    def __call__(self, value):
        return pow(value, self.e, self.n)

    def __invert__(self):
        twin = copy.copy(self)
        twin.e, twin._d = self._d, self.e
        return twin


class Stream:
    def __init__(self, key, nonce):
        self.blocks = (hmac.digest(key, struct.pack(">QI", nonce, n), "sha1") for n in itertools.count())
        self.bytes = itertools.chain.from_iterable(self.blocks)

    def __call__(self, data):
        return bytes(map(operator.xor, data, self.bytes))


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            print("  ", type(error).__name__, error, "|", repr(error.__cause__))


tree = Merkle(w.encode() for w in "we hold these seven little words true".split())
print(tree.root.hex(), len(tree), [len(level) for level in tree.levels], [len(tree.proof(n)) for n in range(7)],
      tree[-1], b"words" in tree, tree.index(b"hold"))
print([Merkle.verify(leaf, tree.proof(n), tree.root) for n, leaf in enumerate(tree)],
      Merkle.verify(b"lies", tree.proof(0), tree.root), Merkle.verify(b"we", tree.proof(0)[::-1], tree.root),
      Merkle([]).root.hex()[:8], Merkle([b"x"]).proof(0), tree.proof(-1)[0].left)
chain = Chain().add("ann pays bob 3", "bob pays cyd 1").add("cyd pays ann 2")
print(chain.check(), [b.nonce for b in chain.blocks], [b.seal().hex()[:6] for b in chain.blocks], len(chain.dump()),
      Chain.load(chain.dump()).blocks == chain.blocks)
text = chain.dump()
attempt(*(functools.partial(Chain.load, changed) for changed in (text.replace("bob 3", "bob 300"),
        text.replace('"nonce":', '"nonce":1', 1), text.replace('"number":2', '"number":5'), text[:-1],
        text.replace("==", "", 1), text.replace('"entries"', '"entry"', 1), "[]", "{}")), lambda: tree.proof(7),
        lambda: setattr(chain.blocks[0], "nonce", 1), lambda: Block(-1, b"", ()).seal(),
        lambda: Block(1, "x", ()).seal(), lambda: digest("text"))
key = Lamport(b"seed")
signature = key.sign(b"message")
print(key.verify(b"message", signature), key.verify(b"messagf", signature), len(signature), signature[0].hex())
attempt(lambda: key.sign(b"again"), lambda: key.verify(b"message", signature[:-1]),
        lambda: key.verify("text", signature), lambda: Lamport("seed"))
draw = random.Random(99)
shares = Shamir.split(123456789, 3, 5, draw)
print(shares[0], [Shamir.join(pick) == 123456789 for pick in itertools.combinations(shares, 3)],
      Shamir.join(shares[:2]) == 123456789, Shamir.join(shares))
attempt(lambda: Shamir.split(1, 4, 3, draw), lambda: Shamir.join(shares[:1] * 2), lambda: Shamir.join([]),
        lambda: Rsa(61, 53, 2), lambda: Rsa(61, 53)(-1), lambda: pow(3, 2, 0))
public = Rsa(61, 53)
print([public(n) for n in (1, 65, 2790)], [(~public)(public(n)) for n in (1, 65, 2790)], public.n, (~~public).e)
sealed = Stream(b"k", 1)(b"attack at dawn")
print(sealed.hex(), Stream(b"k", 1)(sealed), Stream(b"k", 2)(sealed) == b"attack at dawn", binascii.crc32(sealed),
      zlib.adler32(sealed), base64.b32encode(sealed).decode(), base64.a85encode(sealed))
for name in ("md5", "sha1", "sha224", "sha384", "sha3_256", "blake2b"):
    made = hashlib.new(name)
    for chunk in (b"ab", b"", bytearray(b"c"), memoryview(b"d")):
        made.update(chunk)
    print(f"{made.name:9}", made.hexdigest()[-16:], made.copy().digest() == hashlib.new(name, b"abcd").digest(),
          made.block_size)
attempt(lambda: hashlib.sha256("x"), lambda: hashlib.sha256(3), lambda: hashlib.blake2b(digest_size=65),
        lambda: hashlib.blake2b(key=b"x" * 65), lambda: hashlib.blake2s(person=b"x" * 9),
        lambda: hashlib.blake2b(b"", salt=b"x" * 17), lambda: hashlib.shake_256(b"").hexdigest(),
        lambda: hashlib.blake2b(fanout=300), lambda: hmac.new("k", b"m", "md5"), lambda: hmac.new(b"k", b"m", "nope"),
        lambda: hmac.compare_digest("ab", "ab"), lambda: hashlib.file_digest(io.StringIO("x"), "md5"),
        lambda: hashlib.md5(b"a", usedforsecurity=False).hexdigest()[:6],
        lambda: hmac.new(b"k", digestmod="sha512").name, lambda: hashlib.new("sha256", b"x").digest_size,
        lambda: isinstance(Protocol, type), lambda: collections.Counter(b"aab").most_common(1), lambda: field())
