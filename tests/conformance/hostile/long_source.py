# Long and deeply nested source given to compile.
def attempt(name, text, mode="eval"):
    try:
        compile(text, "<long>", mode)
        print(name, "compiled")
    except (SyntaxError, RecursionError, MemoryError) as error:
        print(name, "refused" if isinstance(error, (RecursionError, MemoryError)) else error.msg)


attempt("many arguments", "f(" + "1, " * 5000 + ")")
attempt("many elements", "[" + "1, " * 50_000 + "]")
attempt("many terms", "1" + " + 1" * 1000)
attempt("many statements", "x = 1\n" * 10_000, "exec")
attempt("long string", "'" + "a" * 1_000_000 + "'")
attempt("long name", "a" * 100_000)
attempt("long number", "1" * 4000)
attempt("too long number", "1" * 5000)
attempt("many comparisons", "1" + " < 1" * 1000)
attempt("many ands", "a" + " and a" * 3000)
attempt("many elifs", "if a:\n pass\n" + "elif b:\n pass\n" * 300, "exec")
attempt("many parameters", "def f(" + ", ".join(f"a{n}" for n in range(2000)) + "): pass", "exec")
attempt("many strings", "'a' " * 5000)
attempt("many keys", "{" + "1: 2, " * 5000 + "}")
attempt("many targets", "a = " * 500 + "1", "exec")
attempt("too many brackets", "(" * 100_000 + ")" * 100_000)
attempt("too many indents", "".join(" " * n + "if 1:\n" for n in range(150)) + " " * 150 + "pass", "exec")
attempt("unclosed brackets", "[" * 50)
exec("def f(" + ", ".join(f"a{n}=0" for n in range(300)) + "): return " + " + ".join(f"a{n}" for n in range(300)))
print(f(), f(*range(300)))
exec("\n".join(f"v{n} = {n}" for n in range(2000)))
print(v1999)
exec("def g():\n" + "\n".join(f" v{n} = {n}" for n in range(400)) + "\n return v399 + v0, " + ", ".join(f"v{n}" for n in range(300)))
print(len(g()))
print(eval("[" + ", ".join(str(n) for n in range(3000)) + "]")[-1], eval("f(" + ", ".join(str(n) for n in range(280)) + ")"))
