# `return`, `break` and `continue` that leave a `finally` block are warned about (PEP 765).
import warnings

HEAD = "def f():\n for i in x:\n  try: pass\n  finally:\n"
for body in (
    "   return\n",
    "   break\n",
    "   continue\n",
    "   for j in y: return\n",
    "   for j in y: break\n",
    "   for j in y: pass\n   else: break\n",
    "   while 1:\n    continue\n",
    "   def g(): return 1\n",
    "   class C:\n    def g(): return\n",
    "   try: return 1\n   finally: pass\n",
    "   try: return 1\n   finally: return 2\n",
    "   with a: return\n",
    "   if a: break\n   else: return\n",
    "   match a:\n    case 1: return\n",
    "   while 1:\n    try: pass\n    finally: break\n",
    "   try: pass\n   except A, B: return\n   else: break\n",
):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(HEAD + body, "<text>", "exec")
    print([(warning.category.__name__, str(warning.message), warning.lineno) for warning in caught])


def parentheses(function):
    try:
        return function()
    except ZeroDivisionError, KeyError:
        return "caught"
    except (IndexError,):
        return "index"


print(parentheses(lambda: 1 / 0), parentheses(lambda: {}[1]), parentheses(lambda: [][1]))
try:
    raise TypeError
except* ValueError, TypeError:
    print("caught")
