# str.format, format_map and the template errors.
print("{} {}".format(1, "a"), "{1} {0} {1}".format(1, 2), "{a} {b}".format(a=1, b=2), "{{}} {}".format(3))
print("{0[k]} {0[1]}".format({"k": "v", 1: "one"}), "{0.real} {0.__class__.__name__}".format(5), "{[0]}{[1]}".format([1], [2, 3]))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{:>{w}.{p}}|".format("abcdef", w=8, p=3), "{:{}}|".format("x", "^5"))
print("{0:{1}{2}}".format(5, ">", 4), "{:%}".format(0.5), "{x!r:>6}".format(x="q"), "{:{fill}^7}".format("m", fill="*"))
print("{a[b c]} {a[0]}".format(a={"b c": 1, 0: 2}), "{}".format("{}"), "{:d}".format(True))


class F:
    def __format__(self, spec):
        return f"<{spec}>"

    def __str__(self):
        return "str"


print("{} {:abc} {:{}} {!s:>5}".format(F(), F(), F(), "n", F()), format(F(), "q"), f"{F():x{1 + 1}y}")


class Default(dict):
    def __missing__(self, key):
        return f"<no {key}>"


print("{a} {b}".format_map(Default(a=1)))
for template, args in (("{", ()), ("}", ()), ("{}", ()), ("{0} {}", (1,)), ("{} {0}", (1,)), ("{a}", ()), ("{0[k}", ({},)), ("{!x}", (1,)), ("{!}", (1,)),
                       ("{:d}", ("s",)), ("{0.x}", (1,)), ("{0[5]}", ([],)), ("{0[k]}", ([],)), ("{!rx}", (1,)), ("{:{:{}}}", (1, 2, 3)), ("{a.}", (1,)), ("{0[]}", ([],)), ("{", (1,)), ("{0", (1,)), ("{0!", (1,)), ("{5}", (1,))):
    try:
        print(template, template.format(*args))
    except Exception as error:
        print(template, type(error).__name__, error)
