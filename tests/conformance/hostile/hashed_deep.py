"""Tuples nested too deep are not hashed."""


def nested(depth):
    value = ()
    for _ in range(depth):
        value = (value,)
    return value


for depth in 100, 50_000, 150_000, 500_000:
    try:
        hash(nested(depth))
        print(depth, "done")
    except RecursionError as error:
        print(depth, str(error).partition(")")[2])
