"""Frames of pickles that end within an argument; an unpickler whose memo is cleared."""

import io
import pickle

FRAME = b"\x80\x04\x95"
CASES = [
    (6, b"Vhelloworld\n."), (6, b"X\x0a\x00\x00\x00helloworld."), (3, b"C\x0ahelloworld."), (9, b"cbuiltins\nprint\n."),
    (3, b"I123"), (3, b"I123\n."), (4, b"I1\n."), (12, b"N\x95" + bytes(8) + b"NN."), (10, b"N\x95" + bytes(8) + b"N."),
]
for size, rest in CASES:
    data = FRAME + size.to_bytes(8, "little") + rest
    for load in pickle.loads, lambda data: pickle.load(io.BytesIO(data)):
        try:
            print(size, rest, load(data))
        except (pickle.UnpicklingError, EOFError) as error:
            print(size, rest, type(error).__name__, error)

value = [b"repeated"] * 2
unpickler = pickle.Unpickler(io.BytesIO(pickle.dumps(value, protocol=4) * 2))
print(unpickler.load(), unpickler.memo.copy())
unpickler.memo.clear()
print(unpickler.memo.copy(), unpickler.load(), unpickler.memo.copy())
