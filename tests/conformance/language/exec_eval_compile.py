# exec, eval, compile, globals, locals, vars, dir.
namespace = {"a": 1}
exec("b = a + 1\ndef f(): return a + b", namespace)
print(namespace["b"], namespace["f"](), sorted(k for k in namespace if k != "__builtins__"))
print(eval("a * 10", namespace), eval("x + y", {"x": 1}, {"y": 2}), eval(" 1 + 1 "))
code = compile("1 + 2", "<made>", "eval")
print(eval(code), code.co_filename, code.co_name)
exec(compile("print('statement')\n5", "<s>", "exec"))
exec(compile("5 * 5", "<s>", "single"))
exec(compile("None", "<s>", "single"))


def local_view():
    v = 1
    before = locals()
    before["v"] = 99
    w = 2
    return v, sorted(before), sorted(locals())


print(local_view())


def exec_in_function():
    v = 1
    exec("v = 2; fresh = 3")
    return v, "fresh" in locals()


print(exec_in_function())


class K:
    a = 1
    locals()["made"] = "by locals"


print(K.made, globals()["K"] is K, "K" in vars(), locals() is globals())
globals()["dynamic"] = 7
print(dynamic)
for text, mode in (("x =", "exec"), ("x = 1", "eval"), ("1\n2", "eval"), ("", "eval"), ("pass", "single"), ("def f(:", "exec")):
    try:
        compile(text, "<t>", mode)
        print("ok", repr(text))
    except SyntaxError as error:
        print(repr(text), error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset, repr(error.text))
exec("def g(): return __name__", g := {"__name__": "given"})
print(g["g"](), "__builtins__" in g)
exec("r = len([1])", {"__builtins__": {"len": lambda v: "replaced"}}, out := {})
print(out)
try:
    eval("open", {"__builtins__": {}})
except NameError as error:
    print(error)
print(eval("[i for i in range(n)]", {"n": 3}), eval("(lambda: q)()", {"q": 4}))
print([n for n in dir(K()) if not n.startswith("__")], dir()[:2] == sorted(dir())[:2])
