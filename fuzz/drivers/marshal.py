# Marshalled values of every version.
import marshal


def run(data):
    given = Input(data)
    version = given.byte() % 6
    value = attempt(marshal.loads, given.rest(), allow_code=version % 2 == 0)
    written = attempt(marshal.dumps, value, version)
    if written is not None:
        attempt(marshal.loads, written)
    attempt(hash, value)
    attempt(repr, value)
    attempt(lambda: value == value)
