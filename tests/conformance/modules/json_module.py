# json: both encoders, the decoder, error positions, and which of them leaves garbage.
import gc
import json

print(json.dumps({"b": [1, 2.5, None, True], "a": "é\n\"\U0001f600"}), json.dumps([]), json.dumps({}))
print(json.dumps({"b": 1, "a": {"c": []}}, indent=2, sort_keys=True))
print(json.dumps([1, [2]], indent="\t", separators=(";", "=")), json.dumps("é", ensure_ascii=False))
print(json.dumps({1: 1, None: 2, True: 3, 1.5: 4, (1,): 5}, skipkeys=True), json.dumps(float("inf")))
for bad in ({(1,): 1}, object, float("nan")):
    try:
        json.dumps({"k": [bad]}, allow_nan=False)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
loop = []
loop.append(loop)
try:
    json.dumps(loop)
except ValueError as e:
    print(e)
loop.clear()
print(json.dumps([{1, 2}], default=sorted), list(json.JSONEncoder(indent=1).iterencode([1, {"a": []}])))
print(json.loads('{"a": [1, -2.5e3, "\\u00e9\\ud83d\\ude00\\n", null, true], "b": {}}'), json.loads(b"[1]"))
print(json.loads("[1.5, 2]", parse_float=str, parse_int=float), json.loads('{"a": 1}', object_hook=sorted))
print(json.loads('{"a": 1, "a": 2}', object_pairs_hook=list), json.JSONDecoder().raw_decode("[1] rest"))
for text in ("", "[", "[1,]", "[1 2]", "{1}", '{"a"}', '{"a": }', '{"a": 1,}', '{"a": 1 "b"}', '"abc', '"\\x"', '"\\u12g4"', "nul", "01", "1 2", "-", '"a\nb"'):
    try:
        print(json.loads(text))
    except json.JSONDecodeError as e:
        print(repr(text), e, e.pos, e.lineno, e.colno)
gc.collect()
json.dumps([1, {"a": [2]}])
json.loads("[1, [2, {}]]")
json.JSONDecoder().decode("[[]]")
print(gc.collect())
list(json.JSONEncoder().iterencode([1, {"a": [2]}]))
print(gc.collect())
