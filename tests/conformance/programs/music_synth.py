"""Notes and sounds: a score parser, scales and chords, samples in arrays, wave files in memory, colours for a spectrum."""

import array
import cmath
import colorsys
import functools
import io
import itertools
import math
import operator
import re
import struct
import wave
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction

NAMES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
SCALES = {"major": (2, 2, 1, 2, 2, 2, 1), "minor": (2, 1, 2, 2, 1, 2, 2), "whole": (2,) * 6}


@functools.total_ordering
@dataclass(frozen=True)
class Pitch:
    number: int

    def __post_init__(self):
        if not 0 <= self.number < 128:
            raise ValueError(f"pitch {self.number} is out of range")

    @classmethod
    def parse(cls, text):
        match re.fullmatch(r"([A-G])([#b]*)(-?\d)", text):
            case None:
                raise ValueError(f"no pitch: {text!r}")
            case found:
                letter, accidentals, octave = found.groups()
        return cls(NAMES.index(letter) + 12 * (int(octave) + 1) + accidentals.count("#") - accidentals.count("b"))

    @property
    def frequency(self):
        return 440 * 2 ** ((self.number - 69) / 12)

    def __add__(self, steps):
        return Pitch(self.number + steps) if isinstance(steps, int) else NotImplemented

    def __sub__(self, other):
        match other:
            case Pitch(number):
                return self.number - number
            case int():
                return self + -other
        return NotImplemented

    def __lt__(self, other):
        return self.number < other.number if isinstance(other, Pitch) else NotImplemented

    def __str__(self):
        return f"{NAMES[self.number % 12]}{self.number // 12 - 1}"


@dataclass(frozen=True)
class Note:
    pitch: Pitch | None
    beats: Fraction

    TOKEN = re.compile(r"(?P<pitch>[A-G][#b]*-?\d|R)(?P<length>/\d+)?(?P<dots>\.*)(?:x(?P<times>\d+))?")

    @classmethod
    def score(cls, text) -> Iterable["Note"]:
        for word in text.split():
            if not (match := cls.TOKEN.fullmatch(word)):
                raise SyntaxError(f"bad note {word!r}")
            beats = Fraction(4, int((match["length"] or "/4")[1:]))
            beats *= 2 - Fraction(1, 2 ** len(match["dots"]))
            pitch = None if match["pitch"] == "R" else Pitch.parse(match["pitch"])
            yield from itertools.repeat(cls(pitch, beats), int(match["times"] or 1))


def scale(root, name):
    return list(itertools.accumulate(SCALES[name], operator.add, initial=root))


def chord(root, quality):
    return [root + step for step in {"": (0, 4, 7), "m": (0, 3, 7), "7": (0, 4, 7, 10), "dim": (0, 3, 6)}[quality]]


class Samples:
    RATE = 800

    def __init__(self, values=()):
        self.data = array.array("h", values)

    @classmethod
    def tone(cls, frequency, seconds, volume=0.5):
        count = int(seconds * cls.RATE)
        return cls(round(32767 * volume * math.sin(math.tau * frequency * n / cls.RATE)) for n in range(count))

    def __add__(self, other):
        return Samples(self.data + other.data)

    def __or__(self, other):
        mixed = itertools.zip_longest(self.data, other.data, fillvalue=0)
        return Samples(max(-32768, min(32767, a + b)) for a, b in mixed)

    def __len__(self):
        return len(self.data)

    def fade(self):
        size = len(self)
        return Samples(value * (size - n) // size for n, value in enumerate(self.data))

    def spectrum(self, bins):
        chunk = self.data[:64]
        for k in range(bins):
            yield abs(sum(x * cmath.exp(-2j * math.pi * k * n / len(chunk)) for n, x in enumerate(chunk))) / len(chunk)

    def to_wave(self, width=2, channels=1):
        out = io.BytesIO()
        with wave.open(out, "wb") as file:
            file.setparams((channels, width, self.RATE, 0, "NONE", "not compressed"))
            data = self.data.tobytes() if width == 2 else bytes((v >> 8) + 128 for v in self.data)
            file.writeframes(data * channels)
        return out.getvalue()


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            print("  ", type(error).__name__, error)


root = Pitch.parse("A4")
print(root, root.frequency, *map(str, scale(root, "minor")), *map(str, chord(Pitch.parse("C4"), "7")),
      Pitch.parse("Cb4"), Pitch.parse("B##3"), sep=" ")
print([f"{Pitch(n).frequency:.2f}" for n in (21, 60, 108)], root - 12, root - Pitch.parse("C4"), max(chord(root, "m")),
      root >= Pitch(69), {Pitch(69): "same"}[root])
attempt(lambda: Pitch.parse("H2"), lambda: Pitch(128), lambda: root + 100, lambda: root + 1.5, lambda: root - "x",
        lambda: root < 3, lambda: list(Note.score("C4 D4//")), lambda: list(Note.score("C9#")),
        lambda: chord(root, "sus"), lambda: list(Note.score("C4/0")), lambda: setattr(root, "number", 3))
tune = list(Note.score("C4 E4/8 G4/8. R/16 C5/2 G4/8x2 B3.."))
print(*(f"{n.pitch}:{n.beats}" for n in tune), sum(n.beats for n in tune),
      Counter(str(n.pitch) for n in tune).most_common(2))
sound = functools.reduce(operator.add, (Samples.tone(n.pitch.frequency if n.pitch else 0,
        float(n.beats) / 40) for n in tune))
print(len(sound), sound.data[:8].tolist(), max(sound.data), min(sound.fade().data[-5:]),
      (sound | sound).data[3] == 2 * sound.data[3], (Samples([30000]) | Samples([30000, -5])).data)
data = sound.to_wave()
print(data[:4], data[8:16], len(data), struct.unpack_from("<HHIIHH", data, 20))
with wave.open(io.BytesIO(data)) as file:
    print(file.getparams(), file.tell(), file.readframes(3), file.tell(), file.getnchannels(), file.getcomptype())
    file.setpos(1)
    print(struct.unpack("<2h", file.readframes(2)), file.rewind(), file.getmarkers())
    attempt(lambda: file.setpos(10**6), lambda: file.setpos(-1), lambda: file.getmark(1))
with wave.open(io.BytesIO(sound.to_wave(1, 2))) as file:
    print(file.getsampwidth(), file.getnframes(), file.readframes(4)[:4], file.getframerate())
attempt(lambda: wave.open(io.BytesIO(b"RIFF....WAVE")), lambda: wave.open(io.BytesIO(b"junk")),
        lambda: wave.open(io.BytesIO(data[:30])), lambda: wave.open(io.BytesIO(), "x"),
        lambda: wave.open(io.BytesIO(b"RIFF\x24\0\0\0JUNKfmt ")), lambda: wave.open(io.BytesIO(data.replace(b"fmt ",
        b"fmt_"))))
out = io.BytesIO()
with closing(wave.open(out, "wb")) as file:
    attempt(lambda: file.writeframes(b"x"), lambda: file.setnchannels(0), lambda: file.setsampwidth(9),
            lambda: file.setframerate(0), lambda: file.setcomptype("MP3", "x"), lambda: file.getnchannels(),
            lambda: file.getparams())
    file.setnchannels(1)
    file.setsampwidth(3)
    file.setframerate(Samples.RATE + 0.6)
    file.writeframesraw(b"abcdef")
    attempt(lambda: file.setnchannels(2), lambda: file.setparams((1, 2)), lambda: file.getnframes(),
            lambda: file.getframerate())
print(out.getvalue()[-8:])
peaks = list(Samples.tone(100, 0.2).spectrum(12))
for number, peak in enumerate(peaks):
    hue = number / len(peaks)
    colour = "#" + "".join(f"{round(255 * c):02x}" for c in colorsys.hsv_to_rgb(hue, 1, min(1, peak / max(peaks))))
    print(f"{number * Samples.RATE / 64:6.1f} Hz {'▪' * round(peak / 500):17} {colour}")
print([tuple(round(c, 4) for c in f(0.2, 0.4, 0.6)) for f in (colorsys.rgb_to_hls, colorsys.rgb_to_hsv,
        colorsys.rgb_to_yiq, colorsys.hls_to_rgb, colorsys.yiq_to_rgb)], colorsys.rgb_to_hsv(0, 0, 0),
      colorsys.hsv_to_rgb(0.99, 0, 0.5))
