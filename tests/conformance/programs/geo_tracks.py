"""Tracks on the globe: distances, encoded lines, geohashes, boxes, simplification, clusters, output as JSON and XML."""

import bisect
import cmath
import collections
import functools
import io
import itertools
import json
import math
import operator
import re
import statistics
import struct
import xml.etree.ElementTree as ET
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple, Self

RADIUS = 6371.0088
ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz"


@dataclass(frozen=True, order=True, slots=True)
class Place:
    lat: float
    lon: float
    name: str = field(default="", compare=False)

    def __post_init__(self):
        if not -90 <= self.lat <= 90:
            raise ValueError(f"latitude {self.lat}")
        object.__setattr__(self, "lon", (self.lon + 180) % 360 - 180)

    @classmethod
    def parse(cls, text) -> Self:
        if not (found := re.fullmatch(r"""(\d+)°(?:(\d+)'(?:([\d.]+)")?)?\s*([NS])[\s,]+(\d+)°(?:(\d+)'(?:([\d.]+)")?)?\s*([EW])""",
                                      text)):
            try:
                return cls(*map(float, text.split(",")))
            except ValueError as error:
                raise ValueError(f"no place: {text!r}") from error
        numbers = [sum(float(p or 0) / 60**n for n, p in enumerate(found.group(*g))) for g in ((1, 2, 3), (5, 6, 7))]
        return cls(*(n * (-1 if found[g] in "SW" else 1) for n, g in zip(numbers, (4, 8))))

    def __sub__(self, other):
        """Kilometres along a great circle."""
        a, b = (tuple(map(math.radians, (p.lat, p.lon))) for p in (self, other))
        h = math.sin((b[0] - a[0]) / 2) ** 2 + math.cos(a[0]) * math.cos(b[0]) * math.sin((b[1] - a[1]) / 2) ** 2
        return 2 * RADIUS * math.asin(min(1.0, math.sqrt(h)))

    def bearing(self, other):
        a, b, turn = math.radians(self.lat), math.radians(other.lat), math.radians(other.lon - self.lon)
        y, x = math.sin(turn) * math.cos(b), math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(turn)
        return math.degrees(cmath.phase(complex(x, y))) % 360

    def __format__(self, spec):
        match spec:
            case "dms":
                parts = []
                for value, signs in ((self.lat, "NS"), (self.lon, "EW")):
                    minutes, seconds = divmod(round(abs(value) * 3600), 60)
                    degrees, minutes = divmod(minutes, 60)
                    parts.append(f"{degrees}°{minutes:02}'{seconds:02}\"{signs[value < 0]}")
                return " ".join(parts)
            case "" | "d":
                return f"{self.lat:.5f},{self.lon:.5f}"
        return self.geohash(int(spec))

    def geohash(self, size=6):
        bounds, bits = [[-90.0, 90.0], [-180.0, 180.0]], []
        for n in range(5 * size):
            axis = (n + 1) % 2
            low, high = bounds[axis]
            middle = (low + high) / 2
            upper = (self.lat, self.lon)[axis] >= middle
            bounds[axis][not upper] = middle
            bits.append(str(int(upper)))
        return "".join(ALPHABET[int("".join(group), 2)] for group in itertools.batched(bits, 5))


class Box(NamedTuple):
    south: float
    west: float
    north: float
    east: float

    @classmethod
    def around(cls, places):
        return cls(min(p.lat for p in places), min(p.lon for p in places), max(p.lat for p in places),
                   max(p.lon for p in places))

    @classmethod
    def of_hash(cls, text):
        lat, lon, even = [-90.0, 90.0], [-180.0, 180.0], True
        for char in text:
            for bit in f"{ALPHABET.index(char):05b}":
                side = lon if even else lat
                side[bit == "0"] = sum(side) / 2
                even = not even
        return cls(lat[0], lon[0], lat[1], lon[1])

    def __contains__(self, place):
        return self.south <= place.lat <= self.north and self.west <= place.lon <= self.east


def encode(numbers: Iterable[int]) -> str:
    out = []
    for value in numbers:
        value = ~(value << 1) if value < 0 else value << 1
        while value >= 0x20:
            out.append(chr((0x20 | value & 0x1F) + 63))
            value >>= 5
        out.append(chr(value + 63))
    return "".join(out)


def decode(text: str) -> Iterator[int]:
    result = shift = 0
    for char in text:
        bits = ord(char) - 63
        if not 0 <= bits < 64:
            raise ValueError(f"bad character {char!r}")
        result |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            yield ~(result >> 1) if result & 1 else result >> 1
            result = shift = 0
    if shift:
        raise EOFError("line ends within a number")


class Track:
    def __init__(self, places, start=datetime(2024, 5, 17, 6, tzinfo=UTC), every=timedelta(minutes=10)):
        self.places = list(places)
        self.times = list(itertools.accumulate(itertools.repeat(every, len(self.places) - 1), initial=start))

    @functools.cached_property
    def steps(self):
        return array("d", itertools.starmap(operator.sub, itertools.pairwise(self.places)))

    @property
    def length(self):
        return math.fsum(self.steps)

    def polyline(self):
        scaled = [(round(p.lat * 1e5), round(p.lon * 1e5)) for p in self.places]
        return encode(itertools.chain.from_iterable((a - c, b - d) for (a, b),
                (c, d) in zip(scaled, [(0, 0), *scaled])))

    @classmethod
    def from_polyline(cls, text):
        pairs = itertools.batched(decode(text), 2, strict=True)
        sums = itertools.accumulate(pairs, lambda a, b: (a[0] + b[0], a[1] + b[1]))
        return cls(Place(a / 1e5, b / 1e5) for a, b in sums)

    def simplified(self, tolerance):
        """Keeps the points that are further than `tolerance` degrees from the line of the others."""
        def far(p, a, b):
            dx, dy = b.lon - a.lon, b.lat - a.lat
            if not (dx or dy):
                return math.hypot(p.lon - a.lon, p.lat - a.lat)
            return abs(dy * (p.lon - a.lon) - dx * (p.lat - a.lat)) / math.hypot(dx, dy)

        def reduce(points):
            if len(points) < 3:
                return points
            distance, place = max((far(p, points[0], points[-1]), n) for n, p in enumerate(points[1:-1], 1))
            if distance <= tolerance:
                return [points[0], points[-1]]
            return reduce(points[: place + 1])[:-1] + reduce(points[place:])

        return Track(reduce(self.places))

    def at(self, moment):
        place = bisect.bisect_right(self.times, moment) - 1
        if place < 0 or moment > self.times[-1]:
            raise LookupError(f"{moment:%H:%M} is not within {self.times[0]:%H:%M}-{self.times[-1]:%H:%M}")
        if place == len(self.places) - 1:
            return self.places[-1]
        share = (moment - self.times[place]) / (self.times[place + 1] - self.times[place])
        a, b = self.places[place : place + 2]
        return Place(a.lat + (b.lat - a.lat) * share, a.lon + (b.lon - a.lon) * share)

    def to_json(self):
        return {"type": "Feature", "bbox": Box.around(self.places), "geometry": {"type": "LineString",
                "coordinates": [[p.lon, p.lat] for p in self.places]},
                "properties": {"names": [p.name for p in self.places if p.name] or None}}

    def to_gpx(self):
        root = ET.Element("gpx", version="1.1")
        segment = ET.SubElement(ET.SubElement(root, "trk"), "trkseg")
        for place, time in zip(self.places, self.times):
            point = ET.SubElement(segment, "trkpt", lat=str(place.lat), lon=str(place.lon))
            ET.SubElement(point, "time").text = time.isoformat().replace("+00:00", "Z")
            if place.name:
                ET.SubElement(point, "name").text = place.name
        ET.indent(root)
        return ET.tostring(root, encoding="unicode")

    @classmethod
    def from_gpx(cls, text):
        points = ET.fromstring(text).findall(".//trkpt")
        track = cls(Place(float(p.get("lat")), float(p.get("lon")), p.findtext("name", "")) for p in points)
        track.times = [datetime.fromisoformat(p.findtext("time")) for p in points]
        return track


bern, zurich, chur = Place(46.948, 7.4474, "Bern"), Place(47.3769, 8.5417,
        "Zürich"), Place.parse("46°51'00\"N, 9°31'48\"E")
print(bern, f"{chur:dms}", f"{bern:d} {zurich:7} {Place(-33.86, 151.2):dms}",
      f"{bern - zurich:.3f} {bern.bearing(zurich):.2f} {zurich.bearing(bern):.2f}", Place(0, 190),
      Place(0, 179.5) - Place(0, -179.5) < 112, sorted([zurich, bern])[0].name)
print(Box.of_hash("u0m7"), bern.geohash(4), [p in Box.of_hash("u0m") for p in (bern, zurich, chur)], Box.of_hash(""),
      [bern.geohash(n) for n in (1, 3, 9)])
track = Track([bern, Place(47.0, 7.6), Place(47.05, 7.9), Place(47.1, 8.0), zurich, Place(47.2, 8.8, "Rapperswil"),
               chur])
line = track.polyline()
print(line, [f"{p}" for p in Track.from_polyline(line).places] == [f"{p}" for p in track.places], f"{track.length:.2f}",
      [round(s, 1) for s in track.steps], len(track.simplified(0.05).places),
      [p.name for p in track.simplified(0.3).places], Track.from_polyline("_p~iF~ps|U_ulLnnqC_mqNvxq`@").places)
print(json.dumps(track.simplified(0.3).to_json(), ensure_ascii=False),
      f"{track.at(track.times[1] + timedelta(minutes=5)):d}", f"{track.at(track.times[-1]):d}")
text = track.simplified(0.3).to_gpx()
again = Track.from_gpx(text)
print(text, again.places[0] == bern, again.places[0].name, again.times[1], sep="\n")
for bad in (lambda: Place(91, 0), lambda: Place.parse("here"), lambda: Place.parse("1,2,3,4"), lambda: Place("a", 1),
            lambda: list(decode("_p~iF~ps|")), lambda: list(decode("é")), lambda: Track.from_polyline("_p~iF"),
            lambda: track.at(datetime(2024, 5, 17, tzinfo=UTC)), lambda: Box.of_hash("a"), lambda: Box.around([]),
            lambda: f"{bern:xyz}", lambda: setattr(bern, "lat", 1), lambda: bern - 3, lambda: Track([]).to_json(),
            lambda: Track.from_gpx("<gpx><trkpt lat='x'/></gpx>"), lambda: Track.from_gpx("<gpx>"), lambda: bern < "x",
            lambda: Place(math.nan, 0), lambda: Place(1, math.inf)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
cells = collections.Counter(p.geohash(3) for p in track.places)
packed = struct.pack(f"<{2 * len(track.places)}f", *itertools.chain.from_iterable((p.lat, p.lon) for p in track.places))
print(cells.most_common(2), len(packed), [round(v, 2) for v in struct.unpack_from("<4f", packed)],
      f"{statistics.fmean(track.steps):.3f} {statistics.median(track.steps):.3f}",
      Decimal("7.4474").quantize(Decimal("0.01")), io.StringIO(line).read(4), bern.__slots__, Box(0, 0, 1, 1)._asdict())
