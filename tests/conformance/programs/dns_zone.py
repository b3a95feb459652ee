"""Name service on paper: a zone file read, resolved, packed into messages with compressed names, and unpacked again."""

import collections
import enum
import functools
import io
import ipaddress
import itertools
import re
import shlex
import struct
import textwrap
from collections import ChainMap, defaultdict
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Protocol

ZONE = r"""
$ORIGIN example.org.
$TTL 1h
@       IN  SOA  ns1 admin\.dns ( 2024051700 ; serial
                 2h 15m 2w 1h )
        IN  NS   ns1
        IN  MX   10 mail
        IN  MX   20 mail.backup.net.
ns1     A    192.0.2.1
mail 5m A    192.0.2.25
        AAAA 2001:db8::25
www     CNAME web
web     A    192.0.2.80
        A    192.0.2.81
        TXT  "v=test; all" "second \"part\""
*.dyn   A    192.0.2.99
loop1   CNAME loop2
loop2   CNAME loop1
out     CNAME www.backup.net.
"""


class Kind(enum.IntEnum):
    A, NS, CNAME, SOA = 1, 2, 5, 6
    PTR, MX, TXT, AAAA = 12, 15, 16, 28

    @classmethod
    def _missing_(cls, value):
        return cls.__members__.get(value.upper()) if isinstance(value, str) else None


class Code(enum.IntEnum):
    NOERROR, FORMERR, SERVFAIL, NXDOMAIN = range(4)


class ZoneError(ValueError):
    def __init__(self, message, line):
        super().__init__(f"line {line}: {message}")


class Loop(RuntimeError):
    pass


@functools.total_ordering
class Name:
    """Labels of a name, ordered from the root."""

    def __init__(self, labels):
        self.labels = tuple(labels)
        if too_long := [label for label in self.labels if not 0 < len(label) < 64]:
            raise ValueError(f"bad label {too_long[0][:10]!r}")

    @classmethod
    def parse(cls, text, origin=None):
        if text == "@":
            return origin
        labels = [re.sub(r"\\(.)", r"\1", part) for part in re.findall(r"(?:\\.|[^.\\])+", text)]
        return cls(labels if text.endswith(".") or origin is None else (*labels, *origin.labels))

    @property
    def parent(self):
        return Name(self.labels[1:])

    def __eq__(self, other):
        return [*map(str.lower, self.labels)] == [*map(str.lower, other.labels)]

    def __lt__(self, other):
        return [*map(str.lower, reversed(self.labels))] < [*map(str.lower, reversed(other.labels))]

    def __hash__(self):
        return hash(tuple(map(str.lower, self.labels)))

    def __str__(self):
        return ".".join(label.replace(".", r"\.") for label in self.labels) + "."


@dataclass(frozen=True)
class Record:
    name: Name
    kind: Kind
    ttl: int
    data: tuple = field(hash=False)

    def __str__(self):
        return f"{self.name} {self.ttl} {self.kind.name} {' '.join(map(str, self.data))}"


class Reader(Protocol):
    def readline(self) -> str: ...


def seconds(text):
    if not (parts := re.findall(r"(\d+)([smhdw]?)", text)) or "".join(a + b for a, b in parts) != text:
        raise ValueError(f"no time: {text!r}")
    return sum(int(n) * {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}[u] for n, u in parts)


class Zone:
    def __init__(self):
        self.records = defaultdict(list)

    @classmethod
    def read(cls, file: Reader):
        zone, origin, ttl, last, pending, start = cls(), Name(()), 0, None, "", 0
        for number, line in enumerate(file, 1):
            line = re.match(r'(?:[^;"]|"(?:\\.|[^"\\])*"?)*', line)[0]
            pending, start = (pending + " " + line.strip(), start) if pending else (line.rstrip("\n"), number)
            if pending.count("(") > pending.count(")") or not pending.strip():
                pending = pending if pending.strip() else ""
                continue
            line, pending = pending.replace("(", " ").replace(")", " "), ""
            try:
                match shlex.split(line.replace("\\.", "\\\\.")):
                    case ["$ORIGIN", text]:
                        origin = Name.parse(text)
                    case ["$TTL", text]:
                        ttl = seconds(text)
                    case [*words]:
                        last = last if line[0].isspace() else Name.parse(words.pop(0), origin)
                        own = seconds(words.pop(0)) if words and words[0][0].isdigit() else ttl
                        if words and words[0] == "IN":
                            words.pop(0)
                        kind, *data = words
                        zone.add(Record(last, Kind(kind), own, cls.convert(Kind(kind), data, origin)))
            except (ValueError, IndexError) as error:
                raise ZoneError(error, start) from error
        return zone

    @staticmethod
    def convert(kind, data, origin):
        match kind, data:
            case Kind.A, [text]:
                return (IPv4Address(text),)
            case Kind.AAAA, [text]:
                return (IPv6Address(text),)
            case (Kind.NS | Kind.CNAME | Kind.PTR), [text]:
                return (Name.parse(text, origin),)
            case Kind.MX, [number, text]:
                return int(number), Name.parse(text, origin)
            case Kind.SOA, [server, mail, serial, *times]:
                return Name.parse(server, origin), Name.parse(mail, origin), int(serial), *map(seconds, times)
            case Kind.TXT, [*texts] if texts:
                return tuple(texts)
        raise ValueError(f"bad data for {kind.name}: {data}")

    def add(self, record):
        self.records[record.name].append(record)

    def resolve(self, name, kind, seen=()):
        if name in seen:
            raise Loop(" -> ".join(map(str, (*seen, name))))
        found = self.records.get(name)
        if found is None:
            wild = next((w for p in itertools.accumulate(name.labels, lambda n, _: n.parent,
                    initial=name) if (w := Name(("*", *p.labels[1:]))) in self.records), None)
            if wild is None:
                return Code.NXDOMAIN, []
            found = [Record(name, r.kind, r.ttl, r.data) for r in self.records[wild]]
        answers = [r for r in found if r.kind == kind]
        if not answers and (alias := next((r for r in found if r.kind is Kind.CNAME), None)):
            code, more = self.resolve(alias.data[0], kind, (*seen, name))
            return (Code.NOERROR if code is Code.NXDOMAIN and not alias.data[0] in self.records else code), [alias,
                    *more]
        return Code.NOERROR, answers


class Packer:
    def __init__(self):
        self.out, self.places = bytearray(), {}

    def name(self, name):
        while name.labels:
            if name in self.places:
                self.out += struct.pack(">H", 0xC000 | self.places[name])
                return
            self.places[name] = len(self.out)
            label = name.labels[0].encode()
            self.out += bytes([len(label)]) + label
            name = name.parent
        self.out.append(0)

    def record(self, record):
        self.name(record.name)
        self.out += struct.pack(">HHIH", record.kind, 1, record.ttl, 0)
        start = len(self.out)
        for part in record.data:
            match part:
                case Name():
                    self.name(part)
                case IPv4Address() | IPv6Address():
                    self.out += part.packed
                case int():
                    self.out += struct.pack(">H" if record.kind is Kind.MX else ">I", part)
                case str():
                    self.out += bytes([len(part)]) + part.encode()
        struct.pack_into(">H", self.out, start - 2, len(self.out) - start)

    @classmethod
    def answer(cls, number, name, kind, code, records):
        self = cls()
        self.out += struct.pack(">6H", number, 0x8400 | code, 1, len(records), 0, 0)
        self.name(name)
        self.out += struct.pack(">HH", kind, 1)
        for record in records:
            self.record(record)
        return bytes(self.out)


class Unpacker:
    def __init__(self, data):
        self.data, self.place = data, 0

    def take(self, code):
        values = struct.unpack_from(code, self.data, self.place)
        self.place += struct.calcsize(code)
        return values if len(values) > 1 else values[0]

    def name(self, depth=0):
        labels = []
        while size := self.take(">B"):
            if size >= 0xC0:
                target, back = (size & 0x3F) << 8 | self.take(">B"), self.place
                if depth > 5:
                    raise Loop("compressed in circles")
                self.place = target
                labels += self.name(depth + 1).labels
                self.place = back
                break
            labels.append(self.take(f"{size}s").decode())
        return Name(labels)

    def message(self):
        number, flags, questions, answers, *_ = self.take(">6H")
        asked = [(self.name(), Kind(self.take(">HH")[0])) for _ in range(questions)]
        records = []
        for _ in range(answers):
            name, (kind, _, ttl, size) = self.name(), self.take(">HHIH")
            end = self.place + size
            match Kind(kind):
                case Kind.A | Kind.AAAA:
                    data = (ip_address(self.take(f"{size}s")),)
                case Kind.MX:
                    data = self.take(">H"), self.name()
                case Kind.TXT:
                    data = tuple(iter(lambda: self.take(f"{self.take('>B')}s").decode() if self.place < end else None,
                                      None))
                case Kind.SOA:
                    data = self.name(), self.name(), *self.take(">5I")
                case _:
                    data = (self.name(),)
            records.append(Record(name, Kind(kind), ttl, data))
        return number, Code(flags & 15), asked, records


zone = Zone.read(io.StringIO(ZONE.lstrip("\n")))
print(*(r for name in sorted(zone.records) for r in zone.records[name]), sep="\n")
for number, (text, kind) in enumerate((("www.example.org.", "A"), ("EXAMPLE.org.", "mx"), ("mail.example.org.", "AAAA"),
                                       ("web.example.org.", "TXT"), ("x.dyn.example.org.", "A"),
                                       ("none.example.org.", "A"), ("web.example.org.", "MX"),
                                       ("out.example.org.", "A"), ("example.org.", "SOA"))):
    name = Name.parse(text)
    code, records = zone.resolve(name, Kind(kind))
    data = Packer.answer(number, name, Kind(kind), code, records)
    back = Unpacker(data).message()
    print(text, kind, code.name, len(data), back[3] == records, *records, sep=" | ")
print(data[:40].hex(" ", 4), Unpacker(data).message()[2], len(Packer.answer(0, name, Kind.A, 0, [])))
for text in ("a A 1.2.3", "a AAAA ::g", "a BAD x", "a MX ten b", "$TTL 5x\n", "a 1h1 A 1.1.1.1\nb SOA x", "a TXT",
             'a TXT "open', "a..b A 1.2.3.4", f"{'x' * 64} A 1.2.3.4", "a A 1.2.3.4 5", "ok A 1.2.3.4\n\n a ( b\n c",
             "a"):
    try:
        print(repr(text[:20]), *map(str, itertools.chain.from_iterable(Zone.read(io.StringIO(text)).records.values())))
    except ZoneError as error:
        print(repr(text[:20]), error, "|", type(error.__cause__).__name__)
for bad in (lambda: zone.resolve(Name.parse("loop1.example.org."), Kind.A), lambda: Unpacker(data[:20]).message(),
            lambda: Unpacker(b"\xc0\x00" * 9).name(), lambda: Unpacker(b"\x05ab").name(), lambda: Kind("nope"),
            lambda: Kind(99), lambda: Name(["a" * 70]), lambda: Name(["a"]) < 3, lambda: ip_network("192.0.2.1/24"),
            lambda: ip_address("192.0.2.256"), lambda: ip_address(b"abc"), lambda: ipaddress.IPv6Address("1::2::3"),
            lambda: ipaddress.IPv4Address(-1), lambda: IPv4Address("192.0.2.1") < IPv6Address("::1")):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
mail = zone.records[Name.parse("mail.example.org.")]
print(mail[0].data[0].reverse_pointer, mail[1].data[0].exploded, ip_network("2001:db8::/126").num_addresses,
      mail[0].data[0] in ip_network("192.0.2.0/27"), mail[1].data[0].is_private,
      ipaddress.collapse_addresses([ip_network("192.0.2.0/25"), ip_network("192.0.2.128/25")]).__next__(),
      collections.Counter(r.kind.name for rs in zone.records.values() for r in rs).most_common(2),
      ChainMap({}, zone.records)[Name(())] if Name(()) in zone.records else "no root",
      textwrap.shorten(str(zone.records[Name.parse("example.org.")][0]), 40))
