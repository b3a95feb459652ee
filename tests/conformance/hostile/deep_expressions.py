# Expressions too long for a recursive compiler: never a crash.
for text in ("+".join(["a"] * 100_000), "-" * 100_000 + "1", "~" * 100_000 + "a", "not " * 100_000 + "a", "a" + ".b" * 100_000, "a" + "[0]" * 100_000, "a" + "()" * 100_000, "lambda: " * 100_000 + "a", "**".join(["a"] * 100_000), "a if b else " * 100_000 + "c", "(a:=" * 150 + "1" + ")" * 150, "await " * 10_000 + "a", "if x: pass\n" + "elif x: pass\n" * 100_000, "*" * 100_000 + "a", "a" + "@a" * 100_000, "print(" + "-" * 50_000 + "1)", "x = y = " * 20 + "z" + ".b" * 100_000, "@" + "a" + ".b" * 100_000 + "\ndef f(): pass", "f'{" + "-" * 100_000 + "1}'", "def f(a=" + "-" * 100_000 + "1): pass", "x: " + "-" * 100_000 + "1", "del a" + ".b" * 100_000, "a" + ".b" * 100_000 + " = 1", "a" + ".b" * 100_000 + " += 1", "for a" + ".b" * 100_000 + " in c: pass", "with a" + ".b" * 100_000 + ": pass", "[" + "-" * 100_000 + "a for a in b]"):
    try:
        compile(text, "<deep>", "exec")
        result = "compiles"
    except (RecursionError, MemoryError, SyntaxError) as error:
        result = "refused"
    print(text[:12].split("\n")[0], result in ("compiles", "refused"))
for text in ("+".join(["1"] * 3000), "a" + ".real" * 3000, "[[0]]" + "[0]" * 2, "-" * 1000 + "1", "not " * 1001 + "1", "(lambda: 1)" + "()" * 1, " or ".join(["0"] * 5000), "1" + " < 2" * 1 + " < 3" * 500 if False else "0 if 0 else " * 2000 + "7"):
    print(eval(text, {"a": 1}))
