# `break`, `continue` and `return` in a `finally` block that a `return` with a value passes: the value is dropped there.
import warnings

warnings.simplefilter("ignore")


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dropped", self.name)


def run(leave):
    source = f"""
def function(flag):
    for count in [0, 1]:
        inner = 0
        while inner < 20:
            inner += 10
            try:
                return Noisy(count + inner)
            finally:
                print("finally", count, inner)
                if flag:
                    {leave}
    return "end", count, inner
"""
    namespace = {"Noisy": Noisy}
    exec(source, namespace)
    for flag in (False, True):
        result = namespace["function"](flag)
        print(leave, flag, getattr(result, "name", result))
        del result


for leave in ("break", "continue", "return 'other'", "pass"):
    run(leave)


def nested(flag):
    for x in "ab":
        try:
            try:
                return Noisy("outer " + x)
            finally:
                try:
                    return Noisy("inner " + x)
                finally:
                    if flag:
                        continue
        finally:
            print("last")
    return "end"


for flag in (False, True):
    result = nested(flag)
    print(getattr(result, "name", result))
    del result
