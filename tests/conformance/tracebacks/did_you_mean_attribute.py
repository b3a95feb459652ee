import traceback


class Thing:
    __slots__ = ("slot_value",)
    blach = None

    def append_all(self): ...
    def _private(self): ...


def attempt(f):
    try:
        f()
    except Exception as e:
        print(traceback.format_exception_only(e)[-1], end="")


t = Thing()
attempt(lambda: t.append_al)
attempt(lambda: t.blech)
attempt(lambda: t.private)
attempt(lambda: t.slot_valeu)
attempt(lambda: [].apend)
attempt(lambda: "".uper)
attempt(lambda: {}.itmes)
attempt(lambda: Thing.blash)
attempt(lambda: t.nothing_like_it)
attempt(lambda: (5).rael)
attempt(lambda: len(callabel=1))
import collections
attempt(lambda: collections.dequeu)
attempt(lambda: __import__("collections", fromlist=["x"]).OrderdDict)
"text".strp()
