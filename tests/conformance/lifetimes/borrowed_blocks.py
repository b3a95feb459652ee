# CPython counts a local that is an argument, or does not, by the basic blocks that its optimizer leaves: a constant
# condition, a clause that cannot be reached or an empty `try` can end its search for locals that need not be counted.
import sys

count = sys.getrefcount


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return True


FORMS = [
    "if True: pass", "if 0: pass", "if x: pass", "if not 1: pass", "if 1: y = 2", "if -1: pass", "if 1 + 1: y = 1",
    "if 0: pass\nelif x: pass", "if x: pass\nelif 1: y\nelse: pass", "if x is None: y", "if x if 1 else y: y = 1",
    "if x if 0 else y: y = 1", "if x and 0: y", "if 1 and x: y", "if 0 or x: y", "if x < y < 3: pass",
    "while True: break", "while 1: break", "while 0: pass", "while x: break", "while not 0: break",
    "while x < 3: x += 1", "while x < 3:\n    x += 1\n    if y: continue", "while x < 3: break\nelse: y",
    "while True:\n    if x: break\n    x = 1", "while True:\n    x += 1\n    if x < 3: continue\n    break",
    "for i in (): pass", "for i in (1,): break", "for i in (1, 2): continue", "for i in (1,): pass\nelse: y = 1",
    "assert True", "assert 1, x", "assert not 0", "assert x or 1", "0 and 1", "1 and 2", "1 or 2", "0 or x", "'text'",
    "y = 1 if True else 2", "y = x if 0 else y", "y = (x and 0) or y", "__debug__",
    "try: pass\nexcept: pass", "try: x\nexcept: pass", "try: x\nexcept ValueError: pass", "try: pass\nfinally: pass",
    "try: x\nexcept ValueError: pass\nexcept: pass", "try: x\nexcept ValueError as error: pass",
    "try: x\nexcept: pass\nelse: y", "try: x\nfinally: y", "try: 1 / 0\nexcept: pass", "try: x\nexcept: raise",
    "try:\n    try: x\n    finally: y\nexcept: pass", "with Manager(): pass", "with Manager(): raise ValueError",
    "with Manager() as m: x", "match x:\n    case 0: pass\n    case _: pass", "match x:\n    case 0 if 0: y",
    "match x:\n    case 0 | 1: pass", "match x:\n    case [p, q]: y\n    case int(n) if 1: pass",
    "for i in (1, 2):\n    try: break\n    finally: y", "pass", "del y; y = 1", "if 0:\n    if x: y\nelse: pass",
    "if x:\n    try: pass\n    except: pass\nelse: y", "while x < 3:\n    x += 1\n    try: continue\n    except: pass",
]
for form in FORMS:
    source = ["def f(a, b, x, y):"]
    lines = form.split("\n")
    source += ["    out = [count(a)]"] + ["    " + line for line in lines] + ["    out.append(count(a))"]
    source += ["    for n in (1, 2):", "        if x:"] + ["            " + line for line in lines]
    source += ["            out.append(count(a))", "        out.append(count(b))"]
    source += ["    out.append(count(a if x else b)); out.append(count(a if 1 else b))", "    return out"]
    scope = {"count": count, "Manager": Manager}
    exec("\n".join(source), scope)
    results = []
    for x, y in [(0, 1), (1, 2), (2, 0), (None, 3)]:
        try:
            results.append("".join(map(str, scope["f"](["a"], ["b"], x, y))))
        except Exception as error:
            results.append(type(error).__name__)
    print(form.replace("\n", " / "), results)
