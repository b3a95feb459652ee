import gc, json, sys
from _json import encode_basestring, encode_basestring_ascii, make_encoder, make_scanner, scanstring
gc.disable()

def show(function, *arguments):
    try:
        print(repr(function(*arguments)))
    except Exception as error:
        print(type(error).__name__, str(error)[:120], getattr(error, "__notes__", ""), getattr(error, "value", ""))

def count(o):
    print("count", sys.getrefcount(o))
    return 1

class A: pass
a = A()
json.dumps(a, default=count); json.dumps([a], default=count); json.dumps((a,), default=count)
json.dumps({"a": a}, default=count); json.dumps({"a": a}, default=count, sort_keys=True)

for arguments in [(1, count, count, None, ": ", ", ", 0, 0, 0), ({}, count, count, 3, ": ", ", ", 0, 0, 0), ({}, count, count, None, 3, ", ", 0, 0, 0),
                  ({}, count, lambda s: 3, None, ": ", ", ", 0, 0, 0)]:
    show(lambda: make_encoder(*arguments)({"a": [1]}, 0))
show(lambda: make_encoder({}, count))
encode = make_encoder(None, count, lambda s: "<" + s + ">", "--", ": ", ", ", 0, 0, 0)
show(encode, {"a": [1, {}, [], {"b": 3}]}, 2)
class D(dict):
    def items(self): return [1]
show(encode, D(a=1), 0)
print(gc.get_referents(encode)[0:2], encode.sort_keys, encode.skipkeys, encode.markers)
for key in (object(), (1,)):
    show(json.dumps, {key: 1})
    print(json.dumps({key: 1, 1: 2, 2.5: 1, True: 3, None: 3, float("inf"): 3}, skipkeys=True))
show(lambda: json.dumps([float("nan")], allow_nan=False))
show(lambda: json.dumps({float("nan"): 1}, allow_nan=False))
show(lambda: json.dumps({"b": 1, 3: 2}, sort_keys=True))
print(json.dumps({"b": 1, "a": [1.5, -0.0, 1e100, 2**70, "é\U0001f600\x7f\n"]}, sort_keys=True, indent=2))
print(ascii(json.dumps("é\U0001f600\x7f\n\ud800", ensure_ascii=False)))
show(lambda: json.dumps([{"z": A()}], default=lambda o: 1 / 0))
class B: pass
show(lambda: json.dumps([{"z": A()}], default=lambda o: [B()] if isinstance(o, A) else 1 / 0))
loop = []; loop.append(loop)
show(json.dumps, loop)
for text in ["[1,]", '{"a":1,}', "{", "[", "[1 2]", '{"a" 1}', "{1:2}", '{"a":', '{"a":1 "b"}', '"', '"\\', '"\\x"', '"\\u12"', '"\\ud834\\u1"', "-", "1.", "1e", "01", "nul",
             '{"a":1', " ", "", '"\t"', "[1,", '{"a":1,  ', "[1,2,  ]", '{"a":1,,', "\ufeff1", '"\\ud834\\udd20x"', '"\\ud834x"', '"\\ud834\\u0041"', '"\\ud834\\udd20"', "[1.5e3, -2, 1E-2]", '"\\/\\b\\f\\n\\r\\t\\"\\\\"']:
    show(json.loads, text)
text = '{"a":[1,2.5,NaN,-Infinity,{"b":2}],"x":-0}'
def hook(o):
    print(o, sys.getrefcount(o))
    return o
print(json.loads(text, object_hook=hook, parse_int=lambda s: ("i", s), parse_float=lambda s: ("f", s), parse_constant=lambda s: ("c", s)))
print(json.loads(text, object_pairs_hook=hook))
scan = json.JSONDecoder().scan_once
for arguments in [('"é\U0001f600" ', 0), ("é[1]x", 1), ('é"', 1), ("é[1", 1), ("1", -1), ("1", 5), (b"1", 0), ("1",)]:
    show(scan, *arguments)
for arguments in [("abc", 0), ("abc", 9), ('a\n"', 0, False), ('é"x', 0), (b"", 0), ('"é', 1), ('ab"', -1)]:
    show(scanstring, *arguments)
print(scan.strict, scan.object_hook, scan.parse_int, len(gc.get_referents(scan)))
show(setattr, scan, "strict", 3)
show(make_scanner, 3)
show(encode_basestring, b""); show(encode_basestring_ascii, 3); show(encode_basestring, "\x00\"é")
keys = list(json.loads('[{"key": 1}, {"key": 2}]'))
print(list(keys[0])[0] is list(keys[1])[0])
gc.collect()
before = len(gc.get_objects())
json.dumps({"a": [1, {"b": 2}]}); json.loads('{"a": [1, {"b": 2}]}')
print(len(gc.get_objects()) - before, gc.collect())
for value in [(1, (2, object())), type("L", (list,), {})([object()])]:
    show(json.dumps, value)
print(json.dumps({object(): 1}, skipkeys=True, indent=2), json.dumps({}, indent=1), json.dumps([], indent=1))
for text in ['"\\u', '"\\u123', '"\\u1234', '"\\ud834\\', '"\\ud834\\u', '"\\ud834\\udd20', '"\\ud834\\u1"']:
    show(json.loads, text)
print(json.decoder.c_scanstring is scanstring, json.encoder.c_make_encoder is make_encoder)
