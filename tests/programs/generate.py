"""Random programs that end and print the same each time: `generate.py SEED` writes one.

A program is a list of units, each a function that is called once. Statements and expressions are drawn from the grammar
below; an expression is wanted of a type, and now and then gets another one, so that errors and their messages are part
of what is compared. What a unit prints are values, exceptions, deaths of objects, counts of references and of what the
collector frees.

Numbers and sequences do not grow without end: how often something is multiplied, shifted or raised to a power, and how
long something is filled up, is a constant (`size`). Sets are made of constants, whose hashes are no addresses: the order
of others is not comparable.

The same seed gives the same program only with the same version of this file.
"""
import random
import sys

from kinds import Kinds

PRELUDE = '''\
import gc
import sys
import weakref

gc.disable()
# Native code asks this module about what unions are made of.
try:
    import typing
except ImportError:
    typing = sys.modules["typing"] = type(sys)("typing")
typing._type_check = lambda arg, message: arg
gc.collect()


def show(*values):
    print(*[text(value) for value in values])


def text(value, depth=3):
    """A repr that does not depend on addresses and on the order of sets."""
    if depth == 0:
        return "..."
    if isinstance(value, (set, frozenset)):
        return type(value).__name__ + str(sorted(text(item, depth - 1) for item in value))
    if type(value) in (list, tuple):
        return type(value).__name__ + "[" + ", ".join(text(item, depth - 1) for item in value) + "]"
    if type(value) is dict:
        return "{" + ", ".join(f"{text(k, depth - 1)}: {text(v, depth - 1)}" for k, v in value.items()) + "}"
    if isinstance(value, BaseException):
        return describe(value)
    shown = repr(value)
    return type(value).__name__ if " at 0x" in shown else shown


def describe(error, depth=4):
    """An exception with what it hangs on."""
    if error is None or depth == 0:
        return "-"
    if isinstance(error, BaseExceptionGroup):
        inner = ", ".join(describe(item, depth - 1) for item in error.exceptions)
        said = f"{error.message} [{inner}]"
    else:
        said = str(error)
    if " at 0x" in said:
        said = "?"
    parts = [f"{type(error).__name__}({said})"]
    if error.__cause__ is not None:
        parts.append("from " + describe(error.__cause__, depth - 1))
    elif error.__context__ is not None and not error.__suppress_context__:
        parts.append("during " + describe(error.__context__, depth - 1))
    notes = getattr(error, "__notes__", None)
    if notes:
        parts.append(f"notes {notes}")
    return " ".join(parts)


def lines(error):
    """The lines of a traceback, counted from the unit's first."""
    entry, found = error.__traceback__, []
    while entry is not None:
        found.append(f"{entry.tb_frame.f_code.co_name}+{entry.tb_lineno - entry.tb_frame.f_code.co_firstlineno}")
        entry = entry.tb_next
    return found


def drive(coroutine, sent=None):
    """Runs a coroutine; what it awaits from outside is answered with `sent`."""
    steps = 0
    try:
        while steps < 20:
            asked = coroutine.send(None if steps == 0 else sent)
            show("asked", asked)
            steps += 1
        coroutine.close()
        return "endless"
    except StopIteration as done:
        return done.value


class Ask:
    def __init__(self, what):
        self.what = what

    def __await__(self):
        answer = yield self.what
        return answer


class Manager:
    def __init__(self, name, swallow):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, error, trace):
        print("exit", self.name, describe(error))
        return self.swallow

    async def __aenter__(self):
        print("aenter", self.name)
        await Ask(self.name)
        return self

    async def __aexit__(self, kind, error, trace):
        print("aexit", self.name, describe(error))
        return self.swallow

    def __repr__(self):
        return f"Manager({self.name!r})"


class Counter:
    """An iterator that is also an asynchronous one."""

    def __init__(self, end):
        self.now, self.end = 0, end

    def __iter__(self):
        return self

    def __next__(self):
        if self.now >= self.end:
            raise StopIteration
        self.now += 1
        return self.now

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.now >= self.end:
            raise StopAsyncIteration
        self.now += 1
        return await Ask(self.now)

    def __repr__(self):
        return f"Counter({self.now}, {self.end})"


class Mortal:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies", self.name)

    def __repr__(self):
        return f"Mortal({self.name!r})"


def logged(function):
    def wrapper(*args, **kwargs):
        print("call", function.__name__, text(args), text(kwargs))
        return function(*args, **kwargs)

    return wrapper

'''

INTS = ["0", "1", "2", "3", "-1", "-7", "10", "255", "2**31", "2**63", "-2**64", "10**20", "True", "False"]
FLOATS = ["0.0", "-0.0", "1.5", "-2.25", "1e300", "float('inf')", "float('nan')", "1e-7", "0.1", "3.0"]
STRS = ["''", "'a'", "'abc'", "'Hello World'", "'\\u00e9\\u00df'", "'\\U0001f600x'", "'a,b,,c'", "'  x '", "'12'",
        "'%s'", "'{}'", "'{0:>5}'", "'x\\ny'", "'\\ud800'"]
BYTES = ["b''", "b'a'", "b'abc'", "b'\\xff\\x00'", "b'a b'", "bytearray(b'xyz')"]
METHODS = {
    "str": ["upper()", "lower()", "title()", "split({str})", "split()", "join({list})", "replace({str}, {str})",
            "find({str})", "index({str})", "count({str})", "startswith({str})", "endswith(({str}, {str}))",
            "strip({str})",
            "center({size}, '*')", "zfill({size})", "encode()", "partition({str})", "rpartition({str})",
            "format({any})", "isdigit()", "casefold()", "swapcase()", "splitlines()", "expandtabs({size})",
            "translate({dict})", "removeprefix({str})", "ljust({size})", "rsplit({str}, {small})", "isidentifier()"],
    "list": ["append({any})", "extend({list})", "insert({int}, {any})", "pop({int})", "pop()", "remove({any})",
             "index({any})", "count({any})", "reverse()", "sort()", "sort(key=str)", "copy()", "clear()",
             "sort(key=lambda item: {int}, reverse={bool})", "extend({any})", "__len__()"],
    "dict": ["get({any})", "setdefault({key}, {any})", "pop({key})", "pop({key}, {any})", "popitem()", "keys()",
             "values()", "items()", "update({dict})", "copy()", "update({any})", "__contains__({any})",
             "items().__and__({dict}.items())", "keys().isdisjoint({list})"],
    "tuple": ["index({any})", "count({any})", "__add__({tuple})", "__len__()"],
    "set": ["add({member})", "discard({any})", "remove({any})", "union({items})", "intersection({list})",
            "difference({any})", "symmetric_difference({set})", "issubset({set})", "issuperset({list})",
            "update({items})",
            "isdisjoint({set})", "copy()"],
    "int": ["bit_length()", "bit_count()", "to_bytes({size}, 'big')", "conjugate()", "as_integer_ratio()",
            "__add__({any})", "__pow__({size})", "__index__()", "is_integer()", "__rsub__({any})"],
    "float": ["is_integer()", "hex()", "as_integer_ratio()", "__divmod__({any})", "__int__()", "__round__({size})"],
    "bytes": ["hex()", "decode()", "split({bytes})", "find({bytes})", "upper()", "join([{bytes}, {bytes}])",
              "count({int})",
              "replace({bytes}, {bytes})", "startswith({bytes})", "decode('latin-1')", "__getitem__({int})"],
}
FUNCTIONS = ["abs({int})", "len({any})", "sum({list})", "max({list})", "min({list})", "sorted({list})", "sorted({any})",
             "repr({any})", "str({any})", "int({any})", "float({any})", "bool({any})", "list({any})", "tuple({any})",
             "set({items})", "frozenset({items})", "dict({any})", "dict(zip({list}, {list}))", "range({size}, {size})",
             "reversed({list})", "divmod({int}, {int})", "pow({size}, {size}, {int})", "round({float}, {size})",
             "hash({key})", "hex({any})", "ord({str})", "chr({small})", "isinstance({any}, (int, str))",
             "callable({any})",
             "all({list})", "any({list})", "list(map({callable}, {list}))", "list(filter(None, {list}))",
             "list(zip({list}, {any}))", "list(enumerate({any}, {small}))", "type({any}).__name__",
             "format({any}, {spec})",
             "int({str}, {small})", "complex({any}, {float})", "bytes({items})", "bytearray({items})",
             "slice({any}, {small})",
             "getattr({any}, {name})", "hasattr({any}, {name})", "next(iter({any}))", "next(iter({list}), {any})",
             "list(iter({any}))", "sum({list}, {any})", "max({int}, {any}, key={callable})",
             "memoryview({bytes})[{small}]",
             "zip({list}, {list}, strict={bool}).__next__()", "super({any})", "vars({any})", "object()",
             "id({any}) > 0",
             "type({str}, (), {dict}).__name__", "isinstance({any}, {any})", "issubclass({any}, int)",
             "print(end={str})"]
NAMES = ["'real'", "'append'", "'nothing'", "'__class__'", "'upper'", "'value'", "{any}"]
SPECS = ["''", "'>8'", "'05d'", "'.2f'", "'x'", "'s'", "',d'", "'e'", "'^+10.3f'", "'#b'", "'_x'", "'!'", "'.1%'",
         "'=+8'"]
BINARY = ["+", "-", "*", "//", "/", "%", "&", "|", "^", "<<", ">>", "**", "@"]
# Operators whose result can be far larger than their operands.
GROWING = ["*", "<<", "**"]
COMPARE = ["==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"]
ERRORS = ["ValueError", "TypeError", "KeyError", "IndexError", "RuntimeError", "ZeroDivisionError", "StopIteration",
          "AttributeError", "LookupError", "Exception", "OSError"]
KINDS = ["int", "float", "str", "bytes", "list", "tuple", "dict", "set", "bool", "none", "callable"]


class Program(Kinds):
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.written = []
        self.indent = 0
        self.serial = 0
        self.classes = []
        self.functions = []
        self.generators = []
        self.coroutines = []
        self.scopes = [[]]
        self.loops = 0
        self.handlers = 0
        self.kind = "function"

    # Drawing.

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def pick(self, items):
        return self.random.choice(items)

    def name(self, stem):
        self.serial += 1
        return f"{stem}{self.serial}"

    def line(self, text):
        self.written.append("    " * self.indent + text)

    # Variables.

    def bind(self, name):
        if name not in self.scopes[-1]:
            self.scopes[-1].append(name)

    def target(self):
        if self.scopes[-1] and self.chance(60):
            return self.pick(self.scopes[-1])
        name = self.name("v")
        self.bind(name)
        return name

    def variable(self):
        known = [name for scope in self.scopes for name in scope]
        return self.pick(known) if known else "None"

    # Expressions.

    def expression(self, kind="any", depth=3):
        if kind in ("size", "items", "member"):
            return self.atom(kind)
        if kind == "any" or self.chance(6):
            kind = self.pick(KINDS)
            if self.chance(35):
                return self.variable()
        if depth <= 0:
            return self.atom(kind)
        if self.chance(22):
            return self.compound(kind, depth - 1)
        return getattr(self, "make_" + kind)(depth - 1)

    def atom(self, kind):
        match kind:
            case "int":
                return self.pick(INTS)
            case "small":
                return self.pick(["0", "1", "2", "3", "5", "-1"])
            case "size":
                return self.pick(["0", "1", "2", "3", "5", "-1", "1.5", "None", "{}"])
            case "float":
                return self.pick(FLOATS)
            case "str":
                return self.pick(STRS)
            case "bytes":
                return self.pick(BYTES)
            case "list":
                return self.pick(["[]", "[1, 2]", "['a', 'b']", "[0, '', None]", "list(range(4))"])
            case "tuple":
                return self.pick(["()", "(1,)", "('x', 2)", "(1, (2, 3))"])
            case "dict":
                return self.pick(["{}", "{'a': 1}", "{1: 'x', 2: None}", "dict(k=[])"])
            case "set":
                return self.pick(["set()", "{1, 2}", "frozenset('ab')"])
            case "bool":
                return self.pick(["True", "False"])
            case "none":
                return self.pick(["None", "...", "NotImplemented"])
            case "callable":
                return self.pick(["len", "str", "int", "abs", "repr", "(lambda x: x)", "list", "bool", "type"])
            case "items":
                return self.pick(["[1, 2]", "()", "'ab'", "b'ab'", "range(3)", "[256, None]", "{'a': 1}", "['a', []]",
                                  "None", "3", "[[1, 2], 'xy']"])
            case "key" | "member":
                return self.pick(["1", "'a'", "2.0", "(1, 2)", "None", "b'k'", "True", "[]", "frozenset()"])
            case "spec":
                return self.pick(SPECS)
            case "name":
                return self.fill(self.pick(NAMES), 0)
        return self.variable()

    def fill(self, template, depth):
        """Replaces each {kind} by an expression of that kind."""
        parts = template.split("{")
        filled = parts[0]
        for part in parts[1:]:
            kind, rest = part.split("}", 1)
            filled += self.expression(kind, depth) + rest
        return filled

    def compound(self, kind, depth):
        """A form that gives a value of any type."""
        sub = self.expression
        match self.random.randrange(13):
            case 0:
                return f"({sub(kind, depth)} if {sub('bool', depth)} else {sub(kind, depth)})"
            case 1:
                return f"({sub('any', depth)} {self.pick(['and', 'or'])} {sub(kind, depth)})"
            case 2:
                return f"[{sub(kind, depth)}, {sub('any', depth)}][{self.pick(['0', '-2', '0', '0', '5'])}]"
            case 3:
                return f"({self.name('w')} := {sub(kind, depth)})" if self.kind != "class" else sub(kind, depth)
            case 4:
                return f"(lambda p, q={sub('any', depth)}: (p, q)[0])({sub(kind, depth)})"
            case 5 if self.functions:
                return self.call(depth)
            case 6:
                return "(" + self.fill(self.pick(FUNCTIONS), depth) + ")"
            case 7:
                receiver = self.pick(list(METHODS))
                method = self.fill(self.pick(METHODS[receiver]), depth)
                value = sub(receiver, depth)
                return f"({value}).{method}"
            case 8 if self.classes:
                return self.instance(depth)
            case 9:
                return f"({sub('any', depth)})[{self.subscript(depth)}]"
            case 10:
                return f"({sub('any', depth)}).{self.pick(['real', 'value', '__class__', 'name', 'args', '__doc__'])}"
            case 11:
                return f"({self.operation(sub('any', depth), depth)})"
            case _:
                return f"{{{sub('key', 0)}: {sub(kind, depth)}}}.get({sub('key', 0)})"

    def operation(self, left, depth):
        operator = self.pick(BINARY)
        return f"{left} {operator} {self.right(operator, depth)}"

    def right(self, operator, depth):
        """The right operand of an operator."""
        return self.expression("size" if operator in GROWING else "any", depth)

    def subscript(self, depth):
        if self.chance(40):
            parts = [self.expression("small", 0) if self.chance(70) else "" for _ in range(self.pick([2, 2, 3]))]
            return ":".join(parts)
        return self.expression(self.pick(["small", "key", "any"]), depth)

    def call(self, depth):
        name, positional, keywords = self.pick(self.functions)
        given = [self.expression("any", depth) for _ in range(positional)]
        if self.chance(8):
            given.append(self.expression("any", depth))
        if self.chance(10) and given:
            given.pop()
        if self.chance(12):
            given.append("*" + self.expression(self.pick(["list", "tuple", "any"]), depth))
        for keyword in keywords:
            if self.chance(60):
                given.append(f"{keyword}={self.expression('any', depth)}")
        if self.chance(7):
            given.append("**" + self.expression("dict", depth))
        return f"{name}({', '.join(given)})"

    def instance(self, depth):
        return f"{self.pick(self.classes)}({self.expression('any', depth)})"

    def make_small(self, depth):
        return self.atom("small")

    def make_key(self, depth):
        return self.atom("key")

    def make_spec(self, depth):
        return self.atom("spec")

    def make_name(self, depth):
        return self.atom("name")

    def make_none(self, depth):
        return self.atom("none")

    def make_any(self, depth):
        return self.expression("any", depth)

    def make_callable(self, depth):
        if self.functions and self.chance(40):
            return self.pick(self.functions)[0]
        return f"(lambda x: {self.expression('any', depth)})" if self.chance(40) else self.atom("callable")

    def make_int(self, depth):
        if self.chance(40):
            return self.atom("int")
        left, right = self.expression("int", depth), self.expression("int", depth)
        operator = self.pick(["+", "-", "*", "//", "%", "&", "|", "^"])
        return self.pick([f"({left} {operator} {right})", f"-{left}", f"~{left}", f"({left} >> {self.atom('small')})",
                          f"len({self.expression('list', depth)})", f"({left} << {self.atom('small')})"])

    def make_float(self, depth):
        if self.chance(50):
            return self.atom("float")
        left, right = self.expression("float", depth), self.expression("int", 0)
        return f"({left} {self.pick(['+', '-', '*', '/', '//', '%'])} {right})"

    def make_str(self, depth):
        match self.random.randrange(6):
            case 0:
                return f"({self.expression('str', depth)} + {self.expression('str', depth)})"
            case 1:
                return f"({self.expression('str', depth)} * {self.atom('small')})"
            case 2:
                value, conversion = self.expression("any", 0), self.pick(["", "", "!r", "!s", "!a"])
                wanted = self.pick(["", "", ":>9", ":05", ":{3 + 4}", ":x"])
                shown = value if "{" not in value and ":" not in value and "'" not in value else "0"
                return f'f"<{{{shown}{conversion}{wanted}}}>"'
            case 3:
                return f"({self.pick(STRS)} % {self.expression('any', 0)})"
            case _:
                return self.atom("str")

    def make_bytes(self, depth):
        return self.atom("bytes")

    def make_bool(self, depth):
        match self.random.randrange(4):
            case 0:
                return f"(not {self.expression('any', depth)})"
            case 1:
                return f"({self.expression('any', depth)} {self.pick(COMPARE)} {self.expression('any', depth)})"
            case 2:
                a, b, c = (self.expression("int", depth) for _ in range(3))
                return f"({a} {self.pick(COMPARE[:6])} {b} {self.pick(COMPARE[:6])} {c})"
            case _:
                return self.atom("bool")

    def items(self, depth):
        items = [self.expression("any", depth) for _ in range(self.random.randrange(4))]
        if self.chance(15):
            starred = "*" + self.expression(self.pick(["list", "any"]), depth)
            items.insert(self.random.randrange(len(items) + 1), starred)
        return items

    def source(self, kind, depth):
        """What a comprehension takes its items from: it assigns nothing."""
        outer, self.kind = self.kind, "class"
        source = self.expression(kind, depth)
        self.kind = outer
        return source

    def comprehension(self, element, depth):
        """Element and clauses; the element is made by a function of the loop's variables."""
        name = self.name("c")
        source = self.source(self.pick(["list", "tuple", "list", "any"]), depth)
        self.scopes.append([name])
        clauses = f"for {name} in {source}"
        if self.chance(30):
            clauses += f" if {self.expression('bool', depth)}"
        if self.chance(20):
            second = self.name("c")
            clauses += f" for {second} in {self.source('list', 0)}"
            self.scopes[-1].append(second)
        shown = element()
        self.scopes.pop()
        return f"{shown} {clauses}"

    def make_list(self, depth):
        if self.chance(25) and self.kind != "class":
            return "[" + self.comprehension(lambda: self.expression("any", depth), depth) + "]"
        if self.chance(40):
            return "[" + ", ".join(self.items(depth)) + "]"
        return self.atom("list")

    def make_tuple(self, depth):
        if self.chance(60):
            items = self.items(depth)
            return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"
        return self.atom("tuple")

    def make_dict(self, depth):
        if self.chance(20) and self.kind != "class":
            element = lambda: f"{self.expression('key', 0)}: {self.expression('any', depth)}"
            return "{" + self.comprehension(element, depth) + "}"
        if self.chance(50):
            count = self.random.randrange(4)
            items = [f"{self.expression('key', 0)}: {self.expression('any', depth)}" for _ in range(count)]
            if self.chance(15):
                items.append("**" + self.expression("dict", depth))
            return "{" + ", ".join(items) + "}"
        return self.atom("dict")

    def make_set(self, depth):
        if self.chance(20) and self.kind != "class":
            return "{" + self.comprehension(lambda: self.atom("member"), depth) + "}"
        if self.chance(30):
            return "{" + ", ".join(self.atom("member") for _ in range(1 + self.random.randrange(3))) + "}"
        return self.atom("set")

    # Statements.

    def block(self, size, depth):
        self.indent += 1
        before = len(self.written)
        for _ in range(size):
            self.guarded(depth)
        if len(self.written) == before:
            self.line("pass")
        self.indent -= 1

    def guarded(self, depth):
        """A statement, whose error mostly does not end the unit."""
        if self.kind == "class" or not self.chance(60):
            return self.statement(depth)
        name = self.name("e")
        self.line("try:")
        self.indent += 1
        before = len(self.written)
        self.statement(depth)
        if len(self.written) == before:
            self.line("pass")
        self.indent -= 1
        kind = self.pick(["Exception", "Exception", "TypeError", "LookupError", "(TypeError, NameError)"])
        self.line(f"except {kind} as {name}:")
        self.indent += 1
        self.line(f"show('error', {name}, lines({name}))")
        self.indent -= 1

    def beginning(self):
        """A few variables to begin with."""
        for _ in range(1 + self.random.randrange(3)):
            kind = self.pick(KINDS)
            self.line(f"{self.target()} = {self.atom(kind)}")

    def statement(self, depth):
        simple = [self.assign, self.assign, self.show, self.show, self.augment, self.unpack, self.delete, self.store,
                  self.raises, self.lifetimes, self.expression_statement, self.asserts]
        nested = [self.branch, self.for_loop, self.while_loop, self.try_statement, self.try_statement,
                  self.with_statement, self.match_statement, self.function, self.closure, self.klass, self.generator,
                  self.group_statement, self.coroutine, self.kinds, self.kinds, self.kinds]
        if depth <= 0 or self.chance(55):
            self.pick(simple)()
        else:
            self.pick(nested)(depth - 1)
        if self.loops and self.chance(5):
            self.line(self.pick(["break", "continue"]))
        if self.kind == "generator" and self.chance(25):
            self.yields()
        if self.kind == "coroutine" and self.chance(25):
            self.line(f"show('got', await Ask({self.expression('any', 1)}))")
        if self.kind in ("function", "generator", "coroutine") and self.chance(2):
            self.line(f"return {self.expression('any', 1)}")

    def expression_statement(self):
        text = self.expression("any", 3)
        # A string could be a docstring, and a docstring cannot be encoded with a surrogate in it.
        self.line(f"({text},)" if text in STRS else text)

    def assign(self):
        value = self.expression("any", 3)
        self.line(f"{self.target()} = {value}")

    def show(self):
        self.line(f"show({self.expression('any', 3)}, {self.variable()})")

    def asserts(self):
        self.line(f"assert {self.expression('bool', 2)}, {self.expression('any', 1)}")

    def augment(self):
        if self.scopes[-1]:
            operator = self.pick(BINARY)
            value = self.right(operator, 2)
            self.line(f"{self.pick(self.scopes[-1])} {operator}= {value}")

    def unpack(self):
        source = self.expression(self.pick(["list", "tuple", "any", "str"]), 2)
        names = [self.target() for _ in range(1 + self.random.randrange(3))]
        if self.chance(40):
            at = self.random.randrange(len(names))
            names[at] = "*" + names[at]
        self.line(", ".join(names) + ("," if len(names) == 1 else "") + " = " + source)

    def delete(self):
        if self.scopes[-1] and self.chance(40):
            self.line(f"del {self.pick(self.scopes[-1])}")
        elif self.scopes[-1]:
            self.line(f"del {self.pick(self.scopes[-1])}[{self.subscript(1)}]")

    def store(self):
        value = self.expression("any", 2)
        place = self.pick([f"[{self.subscript(1)}]", ".value", ".extra", f"[{self.expression('key', 0)}]"])
        self.line(f"{self.variable()}{place} = {value}")

    def error(self):
        return f"{self.pick(ERRORS)}({', '.join(self.expression('any', 1) for _ in range(self.random.randrange(3)))})"

    def raises(self):
        match self.random.randrange(6):
            case 0 if self.handlers:
                self.line("raise")
            case 1:
                self.line(f"raise {self.error()} from {self.pick([self.error(), 'None', self.expression('any', 0)])}")
            case 2:
                self.line(f"if {self.expression('bool', 1)}: raise {self.error()}")
            case 3:
                name = self.target()
                self.line(f"{name} = {self.error()}")
                self.line(f"{name}.add_note({self.expression('str', 0)})")
            case _:
                self.line(f"if {self.expression('bool', 1)}: raise {self.pick(ERRORS)}")

    def lifetimes(self):
        """Deaths, weak references, counts."""
        name, label = self.target(), self.name("m")
        match self.random.randrange(8):
            case 0:
                self.line(f"{name} = Mortal('{label}')")
            case 1:
                self.line(f"{name} = [Mortal('{label}a'), Mortal('{label}b'), {self.expression('any', 1)}]")
            case 2:
                self.line(f"{name} = Mortal('{label}')")
                self.line(f"r{label} = weakref.ref({name}, lambda r: print('gone {label}', r()))")
                self.bind(f"r{label}")
            case 3:
                self.line(f"{name} = Mortal('{label}')")
                self.line(f"{name}.itself = {self.pick([name, f'[{name}]', f'(lambda: {name})', f'{name}.__repr__'])}")
            case 4:
                self.line("show('collected', gc.collect())")
            case 5:
                made = self.pick(["[]", "{}", "set()", "Mortal(1)", "object()", f"[{self.variable()}]"])
                self.line(f"{name} = {made}")
                self.line(f"show('count', sys.getrefcount({name}))")
            case 6:
                self.line(f"{name} = [Mortal('{label}')]")
                self.line(f"{name}.append({name})")
            case _:
                self.line(f"{name} = None")

    def branch(self, depth):
        self.line(f"if {self.expression('bool', 2)}:")
        self.block(1 + self.random.randrange(2), depth)
        if self.chance(30):
            self.line(f"elif {self.expression('any', 2)}:")
            self.block(1, depth)
        if self.chance(40):
            self.line("else:")
            self.block(1, depth)

    def for_loop(self, depth):
        source = self.pick([f"range({self.random.randrange(4)})", self.expression("list", 2), self.expression("any", 2),
                            f"Counter({self.random.randrange(3)})", f"enumerate({self.expression('list', 1)})"])
        if self.generators and self.chance(40):
            source = f"{self.pick(self.generators)}({self.expression('any', 1)})"
        target = self.target()
        if self.chance(15):
            target = f"({target}, {self.target()})"
        limit = self.name("n")
        self.line(f"{limit} = 0")
        self.line(f"for {target} in {source}:")
        self.indent += 1
        self.line(f"{limit} += 1")
        self.line(f"if {limit} > 5: break")
        self.indent -= 1
        self.loops += 1
        self.block(1 + self.random.randrange(2), depth)
        self.loops -= 1
        if self.chance(25):
            self.line("else:")
            self.block(1, depth)

    def while_loop(self, depth):
        limit = self.name("n")
        self.line(f"{limit} = 0")
        self.line(f"while {limit} < {self.random.randrange(4)} and {self.expression('any', 1)}:")
        self.indent += 1
        self.line(f"{limit} += 1")
        self.indent -= 1
        self.loops += 1
        self.block(1 + self.random.randrange(2), depth)
        self.loops -= 1
        if self.chance(25):
            self.line("else:")
            self.block(1, depth)

    def try_statement(self, depth):
        self.line("try:")
        self.block(1 + self.random.randrange(3), depth)
        handled = self.chance(85)
        if handled:
            for _ in range(1 + self.chance(25)):
                kinds = self.pick([self.pick(ERRORS), f"({self.pick(ERRORS)}, {self.pick(ERRORS)})", "Exception"])
                if self.chance(70):
                    name = self.name("e")
                    self.line(f"except {kinds} as {name}:")
                    self.indent += 1
                    self.line(f"show({name}, lines({name}))")
                    self.indent -= 1
                    self.scopes[-1].append(name)
                else:
                    self.line(f"except {kinds}:")
                    name = None
                self.handlers += 1
                self.block(1, depth)
                self.handlers -= 1
                if name:
                    self.scopes[-1].remove(name)
            if self.chance(25):
                self.line("else:")
                self.block(1, depth)
        if not handled or self.chance(35):
            self.line("finally:")
            loops, self.loops = self.loops, 0
            kind = self.kind
            if kind == "function":
                self.kind = "cleanup"
            self.block(1, depth)
            self.loops, self.kind = loops, kind

    def group_statement(self, depth):
        self.line("try:")
        self.indent += 1
        members = ", ".join(self.error() for _ in range(1 + self.random.randrange(3)))
        inner = f", ExceptionGroup('inner', [{self.error()}])" if self.chance(40) else ""
        self.line(f"raise ExceptionGroup({self.expression('str', 0)}, [{members}{inner}])")
        self.indent -= 1
        for kind in self.random.sample(ERRORS[:8], 1 + self.random.randrange(2)):
            name = self.name("g")
            self.line(f"except* {kind} as {name}:")
            self.indent += 1
            self.line(f"show({name})")
            loops, self.loops, outer, self.kind = self.loops, 0, self.kind, "cleanup"
            self.indent -= 1
            self.block(1, 0)
            self.loops, self.kind = loops, outer
        if self.chance(30):
            self.line("finally:")
            self.indent += 1
            self.line("print('finally')")
            self.indent -= 1

    def with_statement(self, depth):
        swallow = ["False", "False", "True", "0", "[1]"]
        managers = [f"Manager('{self.name('x')}', {self.pick(swallow)}) as {self.target()}"
                    for _ in range(1 + self.chance(25))]
        word = "async with" if self.kind == "coroutine" and self.chance(60) else "with"
        self.line(f"{word} {', '.join(managers)}:")
        self.block(1 + self.random.randrange(2), depth)

    def pattern(self, depth, names):
        def capture():
            name = self.name("p")
            names.append(name)
            return name

        match self.random.randrange(9 if depth else 4):
            case 0:
                return self.pick(["0", "1", "'a'", "None", "True", "-1.5", "b'a'"])
            case 1:
                return capture()
            case 2:
                return "_"
            case 3:
                return self.pick(["int()", "str()", "list()", "dict()", "float()", "bool()"])
            case 4:
                items = [self.pattern(depth - 1, names) for _ in range(self.random.randrange(3))]
                if self.chance(50):
                    items.append("*" + self.pick([capture(), "_"]))
                return "[" + ", ".join(items) + "]"
            case 5:
                items = [f"{self.pick(['1', repr('a'), 'None'])}: {self.pattern(depth - 1, names)}"]
                if self.chance(40):
                    items.append("**" + capture())
                return "{" + ", ".join(items) + "}"
            case 6:
                return f"int({self.pattern(0, names)})"
            case 7:
                return f"({self.pick(['0', repr('a'), 'None'])} | {self.pick(['1', '[]', '{}'])})"
            case _:
                return f"({self.pick(['1', '[]'])} as {capture()})"

    def match_statement(self, depth):
        self.line(f"match {self.expression('any', 2)}:")
        self.indent += 1
        for _ in range(1 + self.random.randrange(3)):
            names = []
            pattern = self.pattern(2, names)
            guard = f" if {self.expression('bool', 1)}" if self.chance(30) or pattern == "_" or pattern in names else ""
            self.line(f"case {pattern}{guard}:")
            self.scopes.append(list(names))
            self.indent += 1
            self.line(f"show({', '.join(names) or 0})")
            self.indent -= 1
            self.block(1, depth)
            self.scopes.pop()
        self.indent -= 1

    # Definitions.

    def parameters(self):
        """The list of parameters, the names, how many are positional, and the keyword ones."""
        positional = [self.name("a") for _ in range(self.random.randrange(3))]
        shown = list(positional)
        if shown and self.chance(30):
            shown[-1] += f"={self.expression('any', 1)}"
        if len(shown) > 1 and self.chance(15):
            shown.insert(1, "/")
        names, keywords = list(positional), []
        if self.chance(25):
            rest = self.name("s")
            shown.append("*" + rest)
            names.append(rest)
        elif self.chance(30):
            shown.append("*")
        if shown and shown[-1].startswith("*"):
            keyword = self.name("k")
            keywords.append(keyword)
            names.append(keyword)
            shown.append(keyword + (f"={self.expression('any', 1)}" if self.chance(60) else ""))
        if self.chance(15):
            rest = self.name("d")
            shown.append("**" + rest)
            names.append(rest)
        return ", ".join(shown), names, len(positional), keywords

    def body(self, kind, names, size, depth):
        """A function's body with its own scope. Counts calls, so that recursion ends."""
        saved = self.kind, self.loops, self.handlers
        self.kind, self.loops, self.handlers = kind, 0, 0
        self.scopes.append(list(names))
        self.indent += 1
        if depth > 1 or not names:
            self.beginning()
        self.indent -= 1
        self.block(size, depth)
        self.scopes.pop()
        self.kind, self.loops, self.handlers = saved

    def function(self, depth):
        shown, names, positional, keywords = self.parameters()
        name = self.name("f")
        if self.chance(15):
            self.line("@logged")
        self.line(f"def {name}({shown}):")
        self.body("function", names, 2 + self.random.randrange(2), depth)
        self.indent += 1
        self.line(f"return {self.expression('any', 1) if not names else self.pick(names)}")
        self.indent -= 1
        self.line(f"show({name}.__name__, {name}.__defaults__)")
        self.functions.append((name, positional, keywords))
        self.line(f"show({self.call(1)})")
        self.functions.pop()

    def closure(self, depth):
        """A function that shares variables with the one around it, perhaps itself."""
        if self.kind in ("class",) or not self.scopes[-1] or len(self.scopes) < 2:
            return self.assign()
        outer, name = self.pick(self.scopes[-1]), self.name("f")
        if outer.startswith(("e", "g", "p", "c")):
            return self.assign()
        self.line(f"def {name}(step, again=0):")
        self.indent += 1
        self.line(f"nonlocal {outer}")
        self.line("try:")
        self.indent += 1
        self.line(f"{outer} {self.pick(['+=', '=', '-=', '|='])} step")
        self.indent -= 1
        self.line("finally:")
        self.indent += 1
        self.line(f"if again: {name}({self.expression('any', 1)}, again - 1)")
        self.indent -= 2
        self.line(f"{name}({self.expression('any', 1)}, {self.random.randrange(3)})")
        self.line(f"show({outer}, {name}.__closure__ is not None)")

    def klass(self, depth):
        name = self.name("C")
        bases = []
        if self.classes and self.chance(45):
            bases.append(self.pick(self.classes))
        elif self.chance(25):
            bases.append(self.pick(["list", "dict", "int", "str", "Exception", "tuple", "set"]))
        self.line(f"class {name}{'(' + ', '.join(bases) + ')' if bases else ''}:")
        self.indent += 1
        saved, self.kind = self.kind, "class"
        loops, self.loops = self.loops, 0
        if self.chance(15) and not bases:
            self.line("__slots__ = ('value', 'extra', '__weakref__')")
        else:
            self.line(f"shared = {self.expression('any', 1)}")
        builtin = bases and bases[0] in ("list", "dict", "int", "str", "Exception", "tuple", "set")
        if not builtin:
            self.line("def __init__(self, value=None):")
            self.indent += 1
            self.line("self.value = value")
            if self.classes and bases and self.chance(50):
                self.line("super().__init__(value)")
            self.indent -= 1
            self.line("def __repr__(self):")
            self.line(f"    return f'{name}({{self.value!r}})' if isinstance(self.value, (int, str)) else '{name}'")
        for special, arguments in self.random.sample(SPECIALS, self.random.randrange(4)):
            self.line(f"def {special}({arguments}):")
            names = [argument for argument in arguments.split(", ") if not argument.startswith("*")]
            if special == "__getitem__":
                # Iteration asks until it is told of the end.
                self.line("    if type(key) is int and not -9 < key < 9: raise IndexError(key)")
            self.body("function", names, self.random.randrange(2), 0)
            self.indent += 1
            self.line(f"return {self.expression(self.pick(SPECIAL_RESULTS.get(special, ['any'])), 1)}")
            self.indent -= 1
        if self.chance(35):
            self.line(f"@{self.pick(['property', 'staticmethod', 'classmethod'])}")
            self.line("def extra(self=None):")
            self.body("function", ["self"], 1, 0)
            self.indent += 1
            self.line(f"return {self.expression('any', 1)}")
            self.indent -= 1
        self.kind, self.loops = saved, loops
        self.indent -= 1
        target = self.target()
        self.line(f"{target} = {name}({self.expression('any', 1)})")
        self.classes.append(name)
        for _ in range(1 + self.random.randrange(2)):
            self.use(target)
        self.classes.pop()

    def use(self, target):
        """Something done to an instance of a class of the program."""
        other = self.expression("any", 1)
        reflected = self.pick([operator for operator in BINARY if operator not in GROWING])
        self.line("show(" + self.pick([
            self.operation(target, 1), f"{other} {reflected} {target}",
            f"{target} {self.pick(COMPARE)} {other}", f"{target}[{other}]", f"{target}({other})", f"len({target})",
            f"bool({target})", f"str({target})", f"hash({target}) is not None", f"list({target})", f"{target}.extra",
            f"{target}.nothing", f"int({target})", f"f'{{{target}}}'", f"{other} in {target}", f"-{target}",
            f"sorted([{target}, {target}])", f"{target}.extra()", f"type({target}).__mro__[-1].__name__",
            f"{{{target}: 1}} is not None", f"isinstance({target}, type({target}))", f"{target}.shared"]) + ")")

    def yields(self):
        match self.random.randrange(4):
            case 0:
                self.line(f"yield from {self.expression(self.pick(['list', 'any']), 1)}")
            case 1:
                self.line(f"show('sent', (yield {self.expression('any', 1)}))")
            case _:
                self.line(f"yield {self.expression('any', 1)}")

    def generator(self, depth):
        name = self.name("y")
        self.line(f"def {name}(a):")
        self.indent += 1
        self.line("yield a")
        self.indent -= 1
        self.body("generator", ["a"], 2 + self.random.randrange(2), depth)
        target = self.target()
        self.line(f"{target} = {name}({self.expression('any', 1)})")
        self.line(f"show(next({target}))")
        for _ in range(self.random.randrange(3)):
            self.line("show(" + self.pick([
                f"next({target}, 'end')", f"{target}.send({self.expression('any', 0)})",
                f"{target}.throw({self.error()})",
                f"{target}.close()", f"list({target})", f"{target}.gi_frame is None", f"{target}.gi_running"]) + ")")
        if self.chance(30):
            self.generators.append(name)
            self.for_loop(0)
            self.generators.pop()

    def coroutine(self, depth):
        name = self.name("co")
        self.line(f"async def {name}(a):")
        self.indent += 1
        match self.random.randrange(4):
            case 0:
                self.line(f"async for item in Counter({self.random.randrange(3)}): show('item', item)")
            case 1:
                self.line(f"show([item async for item in Counter({self.random.randrange(3)}) if item])")
            case _:
                self.line(f"a = [a, await Ask({self.expression('any', 1)})]")
        self.indent -= 1
        self.body("coroutine", ["a"], 1 + self.random.randrange(2), depth)
        self.line(f"show(drive({name}({self.expression('any', 1)}), {self.expression('any', 1)}))")

    # The whole.

    def unit(self):
        name = self.name("unit")
        self.line(f"def {name}():")
        self.body("function", [], 5 + self.random.randrange(5), 3)
        self.line("")
        self.line("try:")
        self.line(f"    print('== {name}')")
        self.line(f"    show({name}())")
        self.line("except BaseException as error:")
        self.line("    print('raised', describe(error), lines(error))")
        self.line("    del error")
        self.line("print('collected', gc.collect())")
        self.line("")

    def text(self):
        for _ in range(3 + self.random.randrange(3)):
            self.unit()
        return PRELUDE + "\n" + "\n".join(self.written) + "\n"


SPECIALS = [
    ("__add__", "self, other"), ("__radd__", "self, other"), ("__iadd__", "self, other"), ("__mul__", "self, other"),
    ("__eq__", "self, other"), ("__lt__", "self, other"), ("__hash__", "self"), ("__len__", "self"),
    ("__bool__", "self"), ("__getitem__", "self, key"), ("__contains__", "self, item"), ("__iter__", "self"),
    ("__call__", "self, *args"), ("__getattr__", "self, name"), ("__str__", "self"), ("__format__", "self, spec"),
    ("__int__", "self"), ("__index__", "self"), ("__neg__", "self"), ("__setitem__", "self, key, value"),
    ("__enter__", "self"), ("__exit__", "self, *args"), ("__matmul__", "self, other"), ("__rsub__", "self, other"),
    ("__missing__", "self, key"), ("__reversed__", "self"), ("__float__", "self"), ("__del__", "self"),
    ("__init_subclass__", "cls"), ("__set_name__", "self, owner, name"), ("__instancecheck__", "self, other"),
]
SPECIAL_RESULTS = {
    "__len__": ["small", "any"], "__bool__": ["bool", "any"], "__hash__": ["int", "any"], "__iter__": ["any", "list"],
    "__str__": ["str", "str", "any"], "__format__": ["str", "any"], "__int__": ["int", "any"],
    "__index__": ["int", "any"],
    "__float__": ["float", "any"], "__eq__": ["bool", "any", "none"], "__lt__": ["bool", "none", "any"],
    "__add__": ["any", "none"], "__radd__": ["any", "none"], "__contains__": ["bool", "any"],
}


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="surrogatepass")
    print(Program(int(sys.argv[1])).text(), end="")
