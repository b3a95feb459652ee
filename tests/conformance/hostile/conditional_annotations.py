# What a program puts in the place of the set in which conditional annotations are noted.
class Derived(set):
    pass


for value in [5, None, [], frozenset(), Derived()]:
    namespace = {"value": value}
    try:
        exec("if value is value:\n    __conditional_annotations__ = value\n    x: int = 1\n", namespace)
    except TypeError as error:
        print(type(error).__name__, error)
    else:
        print("accepted", namespace["__conditional_annotations__"])

exec("if True:\n    __conditional_annotations__ = set()\n    x: int = 1\n", namespace := {})
print(namespace["__conditional_annotations__"], namespace["__annotate__"](1))
