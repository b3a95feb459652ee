"""Random programs about the lives of objects: `generate.py SEED [SIZE]` writes one.

A program is a list of statements on a few variables (`kinds.py`, `constructs.py`, `states.py`) behind `prelude.py`. Each is tried on its
own, so that any of them can be left out: `compare` reduces a program that way. What it prints are deaths in their order,
with who is alive at that moment, counts, referents and exceptions, and never addresses.

The theme of a program is `SEED % len(THEMES)`; whether its statements stand in the module, in one function or in
functions of their own, and how the collector is set, is drawn. The same seed gives the same program only with the same
version of these files.
"""
import pathlib
import random
import re
import sys

import constructs
import kinds
import states

PRELUDE = (pathlib.Path(__file__).parent / "prelude.py").read_text()
VARIABLES = 12
PLACE = re.compile(r"<(v:)?([a-z]+)>")
GROUPS = {"shutdown": kinds.SHUTDOWN, "tracing": kinds.TRACING, "deep": kinds.DEEP, "settings": states.SETTINGS,
          "unraisable": states.UNRAISABLE, "teardown": states.TEARDOWN, "hooks": states.HOOKS,
          "inspecting": states.INSPECTING, "constructs": constructs.CONSTRUCTS}
# What only programs of one theme import.
IMPORTS = {"inspecting": "import inspect, traceback\n", "constructs": "import contextlib\n"}
ITERABLE = ["list", "tuple", "dict", "deque", "gen", "iter"]
ENDS = ["", "", "", "", "sys.exit(3)", "raise ValueError(v0)", "gc.collect()", "del v0, v1, v2", "gc.disable()",
        "grave.clear()", "v3 = v4 = v5 = None"]


class Program:
    def __init__(self, seed, size=60, automatic=True):
        self.random = random.Random(seed)
        self.serial = 0
        self.kinds = {}
        self.theme = [*kinds.THEMES][seed % len(kinds.THEMES)]
        self.place = self.random.choice(["module", "function", "functions"])
        settings = ["gc.disable()", "gc.disable()", "gc.disable(); gc.set_debug(gc.DEBUG_COLLECTABLE)"]
        if automatic:
            settings += ["pass"] + [f"gc.set_threshold({threshold})" for threshold in kinds.THRESHOLDS]
        self.collector = kinds.COLLECTOR + (kinds.AUTOMATIC if automatic else [])
        self.setting = self.random.choice(settings)
        first = [self.statement(self.making(kind)) for kind in kinds.THEMES[self.theme] if kind in kinds.KINDS]
        self.statements = first + [self.draw() for _ in range(size)]
        self.end = self.random.choice(ENDS)

    def draw(self):
        chance = self.random.randrange(100)
        if chance < 6:
            return self.removal()
        if chance < 20:
            return self.statement(self.random.choice(self.collector))
        if chance < 70:
            about = self.random.choice(kinds.THEMES[self.theme])
        else:
            about = self.random.choice([*kinds.KINDS])
        if about == "collector":
            return self.statement(self.random.choice(self.collector))
        if about in GROUPS:
            return self.statement(self.random.choice(GROUPS[about]))
        if self.random.randrange(100) < 40:
            return self.statement(self.making(about))
        return self.statement(self.random.choice(kinds.KINDS[about][1]))

    def removal(self):
        names = [*self.kinds]
        if not names:
            return "pass"
        one, other = self.random.choice(names), self.random.choice(names)
        match self.random.randrange(4):
            case 0:
                del self.kinds[one]
                return f"del {one}"
            case 1:
                self.kinds[one] = "any"
                return f"{one} = None"
            case 2:
                self.kinds[one], self.kinds[other] = self.kinds[other], self.kinds[one]
                return f"{one}, {other} = {other}, {one}"
            case _:
                self.kinds[one] = self.kinds[other]
                return f"{one} = {other}"

    def making(self, kind):
        return f"<v:{kind}> = {self.random.choice(kinds.KINDS[kind][0])}"

    def statement(self, template):
        self.serial += 1
        self.number = self.serial
        self.assigned = {}
        text = self.fill(template, 3)
        try:
            compile(text, "", "exec")
        except SyntaxError:
            # An expression stands where only a variable can: `[] += [1]`.
            return "pass"
        self.kinds.update(self.assigned)
        return text

    def fill(self, template, depth):
        return PLACE.sub(lambda found: self.part(found, depth), template)

    def part(self, found, depth):
        kind = found[2]
        if found[1]:
            name = f"v{self.random.randrange(VARIABLES)}"
            self.assigned[name] = kind
            return name
        choice = self.random.choice
        match kind:
            case "n":
                return str(self.number)
            case "i":
                return f"i{self.number}"
            case "label":
                self.serial += 1
                return f"n{self.serial}"
            case "small":
                return str(self.random.randrange(4))
            case "deep":
                return choice(kinds.DEPTHS)
            case "shallow":
                return choice(kinds.SHALLOW)
            case "threshold":
                return choice(kinds.THRESHOLDS)
            case "cls":
                return self.fill(choice(kinds.CLASSES), depth - 1)
            case "plan":
                return choice(kinds.PLANS)
            case "iterable":
                return self.value(choice(ITERABLE), depth)
            case "hash":
                return self.fill(choice(["<inst>", "<inst>", "(<inst>, 1)"]), depth - 1)
        return self.value(kind, depth)

    def value(self, kind, depth):
        """A variable of that kind, or an expression that makes one."""
        known = [name for name, its in self.kinds.items() if its == kind or kind == "any"]
        if known and (self.random.randrange(100) < 88 or depth <= 0):
            return self.random.choice(known)
        if kind == "any":
            if depth <= 0 or self.random.randrange(3) == 0:
                return self.random.choice(kinds.ATOMS)
            kind = self.random.choice([*kinds.KINDS])
        if depth <= 0:
            return "Mortal('" + self.fill("<label>", 0) + "')"
        return self.fill(self.random.choice(kinds.KINDS[kind][0]), depth - 1)

    def text(self, statements=None):
        """The program, or one of these statements of it only."""
        statements = self.statements if statements is None else statements
        names = [f"v{number}" for number in range(VARIABLES)]
        none, variables = " = ".join(names) + " = None", ", ".join(names)
        lines = ["gc.collect()", self.setting, none]
        if self.place == "function":
            lines += ["def main():", f"    {none}"]
            for statement in statements:
                lines += indented(tried(statement), 1)
            lines += ["main()"]
        elif self.place == "module":
            for statement in statements:
                lines += tried(statement)
        else:
            for number, statement in enumerate(statements):
                lines += [f"def step{number}():", f"    global {variables}"] + indented(tried(statement), 1)
                lines += [f"step{number}()"]
        lines += ["try: show('end', alive())", "finally: gc.set_debug(0)"] + ([self.end] if self.end else [])
        return IMPORTS.get(self.theme, "") + PRELUDE + "\n\n" + "\n".join(lines) + "\n"


def indented(lines, levels):
    return ["    " * levels + line for line in lines]


def tried(statement):
    return ["try:", *indented(statement.split("\n"), 1), "except BaseException as error: report(error)"]


if __name__ == "__main__":
    sys.stdout.write(Program(*map(int, sys.argv[1:])).text())
