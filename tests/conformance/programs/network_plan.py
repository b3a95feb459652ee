"""Address plans: networks, ranges, identifiers, encodings of them."""

import base64
import binascii
import hashlib
import hmac
import ipaddress
import itertools
import struct
import uuid
from collections.abc import Iterator
from typing import Protocol


class Encoder(Protocol):
    def __call__(self, data: bytes, /) -> bytes: ...


def plan(network: str, *sizes: int) -> Iterator[tuple[ipaddress.IPv4Network, int]]:
    free = [ipaddress.ip_network(network)]
    for size in sorted(sizes, reverse=True):
        prefix = 32 - (size + 1).bit_length()
        place = min((part for part in free if part.prefixlen <= prefix), key=lambda part: (-part.prefixlen, part))
        free.remove(place)
        chosen = next(place.subnets(new_prefix=prefix))
        free += place.address_exclude(chosen)
        yield chosen, size


for part, size in plan("10.1.0.0/24", 50, 20, 10, 2):
    hosts = list(itertools.islice(part.hosts(), 2))
    print(f"{part!s:16}{size:4} of {part.num_addresses - 2:3} from {hosts[0]} mask {part.netmask} next {hosts[-1]}")
for text in ("192.168.1.1/24", "300.1.1.1", "::1", "2001:db8::/33", "1.2.3.4/33"):
    try:
        value = ipaddress.ip_interface(text)
        print(value, value.network, value.ip.is_private, value.ip.exploded)
    except ValueError as error:
        print(error)
print(list(ipaddress.summarize_address_range(ipaddress.ip_address("10.0.0.5"), ipaddress.ip_address("10.0.0.12"))))
print(sorted(ipaddress.collapse_addresses(map(ipaddress.ip_network, ("10.0.0.0/25", "10.0.0.128/25", "10.0.2.0/24")))))

packet = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 40, 1, 0x4000, 64, 6, 0, *(ipaddress.ip_address(a).packed for a in ("10.0.0.1", "10.0.0.2")))
total = sum(struct.unpack("!10H", packet))
checksum = ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF
print(packet.hex(" ", 4), f"{checksum:#06x}", struct.calcsize("!BBH2s"), list(struct.iter_unpack("<HH", packet[:8])))
encoders: dict[str, Encoder] = {
    "b64": base64.b64encode, "b32": base64.b32encode, "b85": base64.b85encode, "a85": base64.a85encode, "hex": binascii.hexlify,
    "url": base64.urlsafe_b64encode, "z85": base64.z85encode,
}
for name, encode in encoders.items():
    print(f"{name:4}{encode(packet[:12]).decode()}")
print(uuid.uuid5(uuid.NAMESPACE_DNS, "example.org"), uuid.UUID(bytes=packet[:16]).version, uuid.uuid3(uuid.NAMESPACE_URL, "x").fields[:3])
print(hmac.new(b"key", packet, "sha256").hexdigest()[:24], hmac.compare_digest("a", "a"), hashlib.new("blake2s", packet, digest_size=8).hexdigest())
print(f"{binascii.crc32(packet):08x} {binascii.crc_hqx(packet, 0):04x}", hashlib.sha3_256(packet).hexdigest()[:16])
for wrong in ("abc", "ab=c", "!!!!"):
    try:
        print(base64.b64decode(wrong, validate=True))
    except binascii.Error as error:
        print(error)
