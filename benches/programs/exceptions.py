# Raising, catching, finally; try blocks that never raise.
class Problem(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


def check(i):
    if i % 3 == 0:
        raise Problem(i)
    return i


def nested(i):
    try:
        return check(i)
    finally:
        nested.calls += 1


def run(n):
    caught = fine = 0
    for i in range(n):
        try:
            fine += nested(i)
        except Problem as problem:
            caught += problem.code % 7
        try:
            fine += 1
        except ValueError:
            fine -= 1
    missing = {}
    for i in range(n // 3):
        try:
            missing[i]
        except KeyError:
            caught += 1
    return caught, fine, nested.calls


nested.calls = 0
print(run(1_000_000))
