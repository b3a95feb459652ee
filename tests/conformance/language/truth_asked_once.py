# The truth of each operand of `and` and `or` is asked once, however they are nested.
class Value:
    def __init__(self, name, truth):
        self.name, self.truth = name, truth

    def __bool__(self):
        asked.append(self.name)
        return self.truth

    def __repr__(self):
        return self.name


def run(source):
    for number in range(16):
        asked.clear()
        names = {name: Value(name, bool(number >> index & 1)) for index, name in enumerate("abcd")}
        print(source, format(number, "04b"), eval(source, {}, names), asked)
        asked.clear()
        code = f"def f({', '.join(names)}):\n    result = {source}\n    return result\n"
        namespace = {}
        exec(code, namespace)
        print(namespace["f"](**names), asked)


asked = []
for source in (
    "a and b or c or d", "a or b and c or d", "(a or b) and c or d", "a and (b or c) and d", "(a and b) and (c or d)",
    "(a or b) or (c and d)", "((a and b) or c) and d", "not a and b or c", "(not a or b) and c or d", "a and (b and c) or d",
):
    run(source)
