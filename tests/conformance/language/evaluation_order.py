# What is evaluated when.
def say(name, value=None):
    print(name, end=" ")
    return name if value is None else value


def end():
    print()


say("a") + say("b") * 1 if False else say("c")
end()
[say("x"), say("y")][say("i", 0)]
end()
d = {}
d[say("key")] = say("value")
end()
{say("k1"): say("v1"), say("k2"): say("v2")}
end()


def f(*args, **kwargs):
    return None


f(say("p"), *[say("s")], k=say("kw"), **{"q": say("dict")})
end()
say("l") < say("m") < say("n")
end()
say("z") < say("y") < say("never")
end()
x, y = say("right"), say("right2")
end()
a = b = say("chain", [])
end()
print(a is b)


class Target:
    def __setitem__(self, key, value):
        print(f"set[{key}]={value}", end=" ")

    def __getitem__(self, key):
        print(f"get[{key}]", end=" ")
        return 1

    def __setattr__(self, name, value):
        print(f"set.{name}={value}", end=" ")


def target():
    print("target", end=" ")
    return Target()


target()[say("index")] = say("value")
end()
target()[say("index")] += say("more", 5)
end()
target().name = say("value")
end()
target()[0], target().b = say("first"), say("second")
end()
i = 0
values = [0, 0, 0]
i, values[i] = 1, "set"
print(values)
v = 1
print(v + (v := 5), v, (v := 2) * v)


def default(n=say("default")):
    return n


end()


@say("deco1", lambda g: g)
@say("deco2", lambda g: g)
def decorated(n: say("annotation") = say("default2")) -> say("returns"):
    pass


end()


class C(say("base", object), metaclass=say("meta", type)):
    say("body")


end()
assert say("test"), say("message")
end()
del d[say("key")]
end()
for n in say("iter", [1]):
    say("loop")
end()
print(f"{say('f1')}{say('f2'):>{say('w', 5)}}")
