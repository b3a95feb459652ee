"""JSON documents: pointers, patches, a schema checker, custom encoders and decoders, malformed texts."""

import copy
import dataclasses
import datetime
import decimal
import enum
import functools
import io
import json
import pprint
import re
import sys
import types
import uuid
from collections import OrderedDict, UserDict
from pathlib import PurePosixPath


class PointerError(LookupError):
    pass


class Pointer:
    """A JSON pointer: parts are found by walking, missing ones named with the way that led there."""

    def __init__(self, text):
        if text and not text.startswith("/"):
            raise PointerError(f"a pointer begins with a slash: {text!r}")
        self.parts = [part.replace("~1", "/").replace("~0", "~") for part in text.split("/")[1:]]

    def walk(self, document, stop=0):
        here = document
        for depth, part in enumerate(self.parts[: len(self.parts) - stop]):
            match here:
                case dict() if part in here:
                    here = here[part]
                case list() if part.isdecimal() and int(part) < len(here):
                    here = here[int(part)]
                case list() | dict():
                    raise PointerError(f"no {part!r} in {type(here).__name__} at {PurePosixPath('/', *self.parts[:depth])}")
                case _:
                    raise PointerError(f"{here!r} has no members")
        return here

    def parent(self, document):
        return self.walk(document, 1), self.parts[-1]


def patch(document, operations):
    document = copy.deepcopy(document)
    for operation in operations:
        match operation:
            case {"op": "test", "path": path, "value": value}:
                if (found := Pointer(path).walk(document)) != value:
                    raise AssertionError(f"{path}: {found!r} is not {value!r}")
            case {"op": "add", "path": path, "value": value}:
                match Pointer(path).parent(document):
                    case list() as items, "-":
                        items.append(value)
                    case list() as items, index:
                        items.insert(int(index), value)
                    case target, key:
                        target[key] = value
            case {"op": "remove", "path": path}:
                target, key = Pointer(path).parent(document)
                del target[int(key) if isinstance(target, list) else key]
            case {"op": "move", "from": source, "path": path}:
                value = Pointer(source).walk(document)
                document = patch(document, [{"op": "remove", "path": source},
                                            {"op": "add", "path": path, "value": value}])
            case {"op": other}:
                raise NotImplementedError(other)
    return document


KINDS = {"string": str, "integer": int, "number": (int, float), "object": dict, "array": list, "null": types.NoneType,
         "boolean": bool}


def faults(schema, value, path="$"):
    if (kind := schema.get("type")) and (not isinstance(value, KINDS[kind]) or isinstance(value,
            bool) and kind != "boolean"):
        yield f"{path}: {type(value).__name__} is no {kind}"
        return
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{path}: {name} is missing"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{path}: {value!r} does not match {schema['pattern']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is none of {schema['enum']}"
    if isinstance(value, dict):
        for name, inner in sorted(schema.get("properties", {}).items()):
            if name in value:
                yield from faults(inner, value[name], f"{path}.{name}")
    elif isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            yield from faults(schema["items"], item, f"{path}[{number}]")


class Colour(enum.StrEnum):
    RED = enum.auto()


class Level(enum.IntEnum):
    HIGH = 3


@dataclasses.dataclass
class Point:
    x: float
    y: float


class Encoder(json.JSONEncoder):
    def default(self, o):
        match o:
            case datetime.date() | uuid.UUID() | decimal.Decimal():
                return str(o)
            case set() | frozenset() | range():
                return sorted(o)
            case complex(real=real, imag=imag):
                return {"re": real, "im": imag}
        if dataclasses.is_dataclass(o):
            return {"$": type(o).__name__} | dataclasses.asdict(o)
        return super().default(o)


def hook(pairs):
    return Point(**{k: v for k, v in pairs if k != "$"}) if ("$", "Point") in pairs else OrderedDict(pairs)


document = {"title": "T", "tags": ["a", "b"], "a/b": {"m~n": [10, {"deep": True}]}}
for text in ("", "/tags/1", "/a~1b/m~0n/1/deep", "/tags/7", "/title/x", "x", "/a~1b/q"):
    try:
        print(f"{text!r}: {Pointer(text).walk(document)!r}")
    except PointerError as error:
        print(f"{text!r}: {error.args[0]}")
changed = patch(document,
                json.loads('[{"op":"add","path":"/tags/-","value":"c"},{"op":"move","from":"/title","path":"/tags/0"},{"op":"test","path":"/tags/0","value":"T"},{"op":"remove","path":"/a~1b"}]'))
print(changed, document["title"])
for bad in ([{"op": "test", "path": "/title", "value": 3}], [{"op": "spin", "path": ""}],
            [{"op": "remove", "path": "/none"}]):
    try:
        patch(document, bad)
    except (AssertionError, NotImplementedError, KeyError) as error:
        print(type(error).__name__, error)
schema = {"type": "object", "required": ["name", "age"], "properties": {"name": {"type": "string", "pattern": "^[A-Z]"},
        "kind": {"enum": ["a", 1]}, "list": {"type": "array", "items": {"type": "integer"}}}}
print(*faults(schema, {"name": "bob", "list": [1, "2", True, 4.0], "kind": "b"}), *faults(schema, []), sep="\n")
everything = {"date": datetime.date(2024, 5, 17), "id": uuid.uuid5(uuid.NAMESPACE_DNS, "example.org"), "set": {3, 1, 2},
              "point": Point(1.0, -2.5), "colour": Colour.RED, 1: Level.HIGH, None: (), True: 1e100,
              2.5: decimal.Decimal("1.10"), "z": 3 + 4j, "text": "é\u2028\"\\\n\x00😀"}
text = json.dumps(everything, cls=Encoder)
print(text, json.loads(text, object_pairs_hook=hook)["point"], json.dumps(everything, cls=Encoder, ensure_ascii=False,
        indent="·", separators=(",", ":")), sep="\n")
print(json.loads('{"a": 1.10, "b": 12345678901234567890, "c": NaN, "d": -Infinity}', parse_float=decimal.Decimal,
                 parse_int=lambda s: len(s), parse_constant=str.lower))
for wrong in (lambda: json.dumps({(1, 2): 3}), lambda: json.dumps({(1, 2): 3}, skipkeys=True),
              lambda: json.dumps(object), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps(loop),
              lambda: json.dumps({"b": 1, 2: 3}, sort_keys=True), lambda: json.dumps([1, {"k": {1}}]),
              lambda: json.dumps(UserDict(a=1))):
    loop = []
    loop.append({"again": loop})
    try:
        print(wrong())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error, *getattr(error, "__notes__", ()), sep=" | ")
for text in ("", "{", '{"a"', '{"a":}', '{"a":1,}', "[1,]", "[1 2]", '"abc', '"\\x"', '"\t"', "tru", "01", "-", "1e",
             "{'a':1}", "[1] x", '"\\ud83d"', '"\\u12"', "\ufeff[]", "{1:2}", '["a",\n  b]'):
    try:
        print(f"{text!a}: {json.loads(text)!a}")
    except json.JSONDecodeError as error:
        print(f"{text!a}: {error.msg} ({error.lineno}, {error.colno}, {error.pos})")
print(json.JSONDecoder().raw_decode("[1, 2] rest"), list(json.JSONEncoder(indent=None).iterencode([1, {"a": None}])),
      json.loads(b'\xff\xfe"\x00a\x00"\x00'), json.detect_encoding(b"\0a") if hasattr(json, "detect_encoding") else "")
pprint.pprint(json.load(io.StringIO(json.dumps({"long" * 5: list(range(12)), "nested": [{"k" * 20: "v" * 30}] * 2}))),
              width=50, compact=True, stream=sys.stdout)
