# Singletons and truth.
print(bool(), bool([]), bool([0]), bool(""), bool("0"), bool(0.0), bool(None), bool(...), bool(object()), type(True), isinstance(True, int), True == 1, repr(True), str(False), int(True), True + 1, ~0, True ^ True, True & 1, True | False, not 1)
print(None, repr(None), None is None, None == 0, type(None)(), ..., Ellipsis is ..., type(...)() is ..., NotImplemented, type(NotImplemented)() is NotImplemented, hash(True), hash(None) == hash(None))
nothing = None
for text in ("type(None)(1)", "None + 1", "None < 1", "nothing()", "nothing[0]", "len(None)", "iter(None)", "None.x", "class_()", "bool('a', 'b')", "True.x = 1", "nothing[0:1]", "-None", "... + 1"):
    try:
        print(text, eval(text.replace("class_", "type(...)") if "=" not in text else "0"))
    except Exception as error:
        print(text, type(error).__name__, error)
try:
    class B(bool): ...
except TypeError as error:
    print(error)
print([True, False].count(1), {True: "t"}[1], ["no", "yes"][True], "%d" % True, f"{True:d} {True:>6}", True.real, True.bit_length(), (True).__class__)
