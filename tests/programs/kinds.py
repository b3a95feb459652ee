"""Statements of random programs about one part of the language each: see `generate.py`, whose Program has them all."""

CONSTANTS = ["0", "1", "True", "False", "None", "''", "__debug__", "not 0", "not 1", "-1", "(1, 2)", "1 + 1"]
TEMPLATES = ['t"a{{{}}}b"', 't"{{{}!r}}"', 't"{{{}:>5}}{{1}}"', 't"{{{}=}}"', 'rt"\\\\{{{}}}"']


class Kinds:
    """What Program inherits: `kinds` draws one."""

    def kinds(self, depth):
        if self.kind == "class":
            return self.assign()
        self.pick([
            self.thrower, self.asynchronous_generator, self.properties, self.descriptor, self.type_parameters,
            self.template, self.decorated, self.weak, self.referents, self.scopes_of_comprehensions, self.global_name,
            self.starred_call, self.format_specs, self.slices, self.walrus, self.deletions, self.class_pattern,
            self.groups, self.constant_flow, self.constant_flow, self.super_call, self.meta, self.metaclass,
        ])(depth)

    def lines(self, *texts):
        for text in texts:
            self.line(text)

    def attempt(self, text):
        """A statement whose error is shown."""
        name = self.name("e")
        self.lines(f"try: {text}", f"except Exception as {name}: show('error', {name})")

    def thrower(self, depth):
        """A generator that handles what is thrown into it."""
        inner, outer = self.name("y"), self.name("y")
        kind, other = self.pick(["ValueError", "KeyError", "GeneratorExit", "Exception"]), self.error()
        ending = self.pick(["pass", "return 'ended'", "raise", f"raise {other}", f"yield {self.atom('int')}"])
        self.lines(
            f"def {inner}(a):", "    try:", f"        show('in', (yield a), (yield {self.expression('any', 1)}))",
            f"    except {kind} as error:", f"        show('caught', error, lines(error))", f"        {ending}",
            "    finally:", f"        print('finally {inner}')",
            f"def {outer}(a):",
            f"    {self.pick([f'result = yield from {inner}(a)', f'yield 0; result = list({inner}(a))'])}",
            "    show('result', result)", "    yield 'last'")
        target = self.target()
        self.line(f"{target} = {outer}({self.expression('any', 1)})")
        for _ in range(2 + self.random.randrange(3)):
            self.attempt("show(" + self.pick([
                f"next({target})", f"{target}.send({self.atom('int')})", f"{target}.throw({kind}('thrown'))",
                f"{target}.throw({self.error()})", f"{target}.close()", f"{target}.gi_yieldfrom is None",
                f"{target}.gi_frame is None", f"list({target})"]) + ")")
        self.line(f"{target} = None")

    def asynchronous_generator(self, depth):
        name, user, item = self.name("ag"), self.name("co"), self.name("c")
        self.lines(
            f"async def {name}(a):", "    try:",
            f"        show('sent', (yield await Ask({self.expression('any', 1)})))",
            f"        yield a", "    except ValueError as error:", "        show('caught', error)",
            f"        {self.pick(['yield 1', 'pass', 'raise', 'return'])}", "    finally:",
            f"        print('finally', await Ask('{name}'))",
            f"async def {user}(a):", f"    source = {name}(a)")
        for _ in range(1 + self.random.randrange(3)):
            action = self.pick([
                "show(await anext(source))", "show(await source.asend(a))",
                "show(await source.athrow(ValueError('v')))",
                "await source.aclose()", f"show([{item} async for {item} in source])",
                f"show({{{item}: await Ask({item}) async for {item} in Counter(2) if {item}}})",
                f"return [await Ask(1) for {item} in (1, 2)]",
                "show(await anext(source, 'default'))"])
            self.lines(f"    try: {action}", "    except BaseException as error: show('error', error)")
        if self.chance(30):
            self.lines(f"    async for {item} in source:", f"        show({item})")
        self.lines("    await source.aclose()", "    return 'end'")
        self.line(f"show(drive({user}({self.expression('any', 1)}), {self.atom('int')}))")

    def properties(self, depth):
        name, target = self.name("C"), self.target()
        self.lines(
            f"class {name}:", "    def __init__(self): self.inner = Mortal('inner')", "    @property",
            f"    def value(self): return {self.pick(['self.inner', 'self._value', self.expression('any', 1)])}",
            "    @value.setter", "    def value(self, new): self._value = new", "    @value.deleter",
            "    def value(self): del self._value",
            f"    {self.pick(['__slots__ = ()', 'kept = value', 'other = staticmethod(len)', 'plain = 1'])}",
            f"{target} = {name}()")
        for _ in range(1 + self.random.randrange(4)):
            self.attempt(self.pick([
                f"show({target}.value)", f"{target}.value = {self.expression('any', 1)}", f"del {target}.value",
                f"show({target}.kept)", f"show({target}.other([1]))", f"show(vars({target}))",
                f"{target}.inner = None", f"show({name}.value.fget.__name__)", f"{name}.value = 3",
                f"show({name}.value.__doc__, {name}.value.__name__)"]))

    def descriptor(self, depth):
        kind, name, target = self.name("D"), self.name("C"), self.target()
        self.lines(f"class {kind}:", "    def __set_name__(self, owner, name): print('named', owner.__name__, name)",
                   f"    def __get__(self, one, owner): return {self.pick(['self', 'one', 'owner.__name__', '5'])}")
        if self.chance(60):
            self.line("    def __set__(self, one, value): show('set', value)")
        if self.chance(30):
            self.line("    def __delete__(self, one): print('delete')")
        self.lines(f"class {name}:", f"    field = {kind}()", f"{target} = {name}()")
        for _ in range(1 + self.random.randrange(3)):
            self.attempt(self.pick([
                f"show({target}.field)", f"{target}.field = {self.expression('any', 1)}", f"del {target}.field",
                f"show({name}.field)", f"{target}.__dict__['field'] = 3; show({target}.field)"]))

    def type_parameters(self, depth):
        name, parameter = self.name("f"), self.name("T")
        bound = self.pick(["", ": int", f": ({self.atom('int')}, str)", f" = {self.atom('none')}"])
        match self.random.randrange(3):
            case 0:
                self.lines(f"def {name}[{parameter}{bound}](a: {parameter}, *b: {self.atom('none')}) -> {parameter}:",
                           f"    return a, {parameter}.__name__",
                           f"show({name}({self.expression('any', 1)}), {name}.__type_params__)",
                           f"show(sorted({name}.__annotations__), {name}.__annotate__.__name__)")
            case 1:
                self.lines(f"type {name}[{parameter}{bound}] = ({parameter}, {self.source('any', 1)})",
                           f"show({name}.__name__, {name}.__type_params__)")
                self.attempt(f"show({name}.__value__)")
                part = self.pick(["__bound__", "__default__", "__constraints__"])
                self.attempt(f"show({name}.__type_params__[0].{part})")
            case _:
                self.lines(f"class {name}:", f"    def method[{parameter}, *Ts, **P](self, a: {parameter}): return P",
                           f"    field: {self.source('any', 1)}", f"show({name}().method(1).__name__)")
                self.attempt(f"show({name}.__annotations__)")

    def template(self, depth):
        name, shown = self.target(), self.pick(["1", "None", "[2]", "1 + 1", "len('x')"])
        if self.scopes[-1] and self.chance(50):
            shown = self.pick(self.scopes[-1])
        self.line(f"{name} = {self.pick(TEMPLATES).format(shown)}")
        parts = f"[(i.expression, i.conversion) for i in {name}.interpolations]"
        self.lines(f"show({name}.strings, {name}.values, {parts})",
                   f"show(len(list({name})), sys.getrefcount({name}))")

    def decorated(self, depth):
        name, wrap = self.name("f"), self.name("f")
        given = self.pick(["lambda f: f", "logged", "lambda f: lambda *args: (f(*args), a)", "staticmethod"])
        self.lines(f"def {wrap}(a):", f"    print('decorate', '{wrap}')", f"    return {given}")
        decorators = [f"@{wrap}({self.expression('any', 1)})", "@logged", "@(lambda f: f)", "@staticmethod"]
        for decorator in self.random.sample(decorators, 1 + self.random.randrange(2)):
            self.line(decorator)
        if self.chance(70):
            self.lines(f"def {name}(*args): return args[:1]")
        else:
            self.lines(f"class {name}:", "    def __new__(cls, *args): return args")
        self.attempt(f"show({name}({self.expression('any', 1)}))")

    def weak(self, depth):
        name, label = self.target(), self.name("m")
        self.line(f"{name} = Mortal('{label}')")
        held = self.name("w")
        self.line(f"{held} = " + self.pick([
            f"weakref.WeakValueDictionary({{1: {name}}})", f"weakref.WeakKeyDictionary({{{name}: 1}})",
            f"weakref.WeakSet([{name}])", f"[weakref.proxy({name})]", f"[weakref.ref({name}), weakref.ref({name})]",
            f"[weakref.finalize({name}, print, 'finalized {label}')]", f"[weakref.WeakMethod({name}.__repr__)]",
            f"[weakref.ref({name}, lambda r: print('gone {label}'))]"]))
        self.lines(f"show(len({held}), weakref.getweakrefcount({name}), sys.getrefcount({name}))")
        if self.chance(40):
            self.line(f"{name}.me = {name}")
        self.lines(f"{name} = None", f"show(len({held}))")
        if self.chance(50):
            self.lines("show('collected', gc.collect())", f"show(len({held}))")
        if self.chance(40):
            self.attempt(f"show({held}[0]())")

    def referents(self, depth):
        name = self.target()
        self.line(f"{name} = {self.expression(self.pick(['list', 'dict', 'tuple', 'set', 'any', 'callable']), 2)}")
        self.line("show(" + self.pick([
            f"[type(r).__name__ for r in gc.get_referents({name})]", f"gc.is_tracked({name})",
            f"gc.is_finalized({name})", f"len(gc.get_referents({name}, {name}))"]) + ")")
        holder = self.name("h")
        self.line(f"{name} = {self.pick(['[]', 'Mortal(1)', 'lambda: 0', '{1, 2}'])}")
        self.line(f"{holder} = {self.pick(['[{0}, {0}]', '{{1: {0}}}', '({0}, 1)', '[({0},)]']).format(name)}")
        self.line(f"show(sorted(type(r).__name__ for r in gc.get_referrers({name}, {holder})))")

    def scopes_of_comprehensions(self, depth):
        a, b, f = self.name("c"), self.name("c"), self.name("f")
        self.attempt(self.pick([
            f"{f} = [lambda: {a} for {a} in range(3)]; show([g() for g in {f}])",
            f"{f} = [(lambda {b}={a}: ({a}, {b}))() for {a} in {self.source('list', 1)}]; show({f})",
            f"show([[{a} for {a} in ({a}, {b})] for {a} in (1, 2) for {b} in [{a}]])",
            f"show([{{{a}: [{b} for {b} in range({a})]}} for {a} in range(3)])",
            f"show([*({b} for {b} in ({self.source('any', 1)},))])",
            f"show([sys.getrefcount({a}) for {a} in [[], [1]]])",
            f"{f} = ({a} for {a} in {self.source('list', 1)} if {self.expression('any', 1)}); show(list({f}))",
            f"show({{{a} for {a} in (1, 2) if [{b} for {b} in [{a}]]}})",
        ]))
        if self.chance(40):
            name = self.name("C")
            self.lines(f"class {name}:", f"    {a} = {self.expression('any', 1)}",
                       f"    made = [{b} for {b} in ({a}, 1)]", f"    late = [lambda: {b} for {b} in (1, 2)]",
                       f"show({name}.made, {name}.late[0]())")

    def global_name(self, depth):
        name, function = self.name("G"), self.name("f")
        self.lines(f"def {function}():", f"    global {name}",
                   f"    {self.pick([f'{name} = ', f'{name} = {name}2 = ', f'import sys as {name}; {name} = '])}"
                   f"{self.expression('any', 1)}")
        if self.chance(30):
            self.line(f"    del {name}")
        self.attempt(f"{function}()")
        self.attempt(f"show({name})")
        self.line(f"globals().pop('{name}', None)")

    def starred_call(self, depth):
        name = self.name("f")
        shown = self.pick(["*a, k=1, **d", "a, /, b=2, *c, k=3", "a=1, *, k", "*a", "a, b, c=0, **d"])
        names = [part.strip(" */").split("=")[0] for part in shown.split(",")]
        names = ", ".join(part for part in names if part)
        self.lines(f"def {name}({shown}): return ({names},)")
        sources = [f"*{self.expression('list', 1)}", f"*{self.expression('any', 1)}", "**{'k': 2}", "k=5", "1", "*()",
                   f"**{self.expression('dict', 1)}", "*'ab'", "**{'z': [], 'y': 0}", self.expression("any", 1)]
        given = sorted(self.random.sample(sources, self.random.randrange(5)), key=lambda text: text[:2] == "**")
        given = [text for text in given if text != "k=5" or not any(other[:2] == "**" for other in given)]
        given.sort(key=lambda text: (text[:2] == "**", text == "k=5"))
        self.attempt(f"show({name}({', '.join(given)}))")
        self.attempt(f"show({name}.__get__(1)({', '.join(given)}))")

    def format_specs(self, depth):
        spec = "".join([self.pick(["", "", "*", "x"]) and self.pick(["*<", "x^", "0>"]), self.pick(["", "+", " ", "-"]),
                        self.pick(["", "#"]), self.pick(["", "0"]), self.pick(["", "7", "12"]),
                        self.pick(["", ",", "_"]),
                        self.pick(["", ".3"]), self.pick(["", "d", "x", "b", "e", "g", "f", "%", "s", "n", "c"])])
        value = self.expression(self.pick(["int", "float", "str", "any", "bool"]), 1)
        name = self.name("v")
        self.attempt(f"{name} = {value}; show(format({name}, '{spec}'), f'{{{name}:{spec}}}')")
        percent = self.pick(["5", "-7", "05", "+", "#", ""]) + self.pick(list("dsrxofegc%"))
        self.attempt(f"show('%{percent}' % ({value},))")
        self.attempt(f"show('{{0{self.pick(['', '!r', '!a', '[0]', '.real'])}:{spec}}}'.format({value}))")

    def slices(self, depth):
        name = self.target()
        made = self.pick(["list(range(6))", "[[], 1, 2, 3]", "bytearray(b'abcdef')", "[Mortal(1), 2, 3]"])
        self.line(f"{name} = {made}")
        part = lambda: self.pick(["", "", "0", "1", "2", "-1", "-2", "9", "None", self.expression("small", 1)])
        bounds = lambda: f"{part()}:{part()}" + (f":{part()}" if self.chance(30) else "")
        for _ in range(1 + self.random.randrange(3)):
            self.attempt(self.pick([
                f"{name}[{bounds()}] = {self.expression('list', 1)}", f"del {name}[{bounds()}]",
                f"{name}[{bounds()}] += {self.expression('list', 1)}", f"show({name}[{bounds()}])",
                f"{name}[{bounds()}] = {name}", f"{name}[{bounds()}] *= 2", f"show({name}[{bounds()}, 1])",
                f"{name}[{bounds()}], {self.target()} = [[1], 2]"]))
        self.line(f"show({name})")

    def walrus(self, depth):
        name, item = self.target(), self.name("c")
        self.attempt(self.pick([
            f"show([{name} := {item} for {item} in {self.source('list', 1)}], {name})",
            f"show(({name} := {self.expression('any', 1)}) or {name}, {name})",
            f"show({name} if ({name} := {self.expression('any', 1)}) else 0)",
            f"show(sys.getrefcount({name} := []), {name})", f"show([{name} := 1, {name} + 1, ({name} := 2)], {name})",
            f"show([y for {item} in range(3) if (y := {item})])",
            f"show((lambda: ({name} := 3) + {name})())"]))

    def deletions(self, depth):
        name, other = self.target(), self.name("v")
        self.lines(f"{name} = {other} = Mortal('{self.name('m')}')")
        self.attempt(self.pick([
            f"del {name}, {other}", f"del ({name}, [{other}])", f"{name} = [{name}, {other}]; del {name}[0], {name}[0]",
            f"del {other}; show({other})", f"{name}.name = 5; del {name}.name; show({name})", f"del {name}.nothing",
            f"del {name}; {name} = {other}; del {other}; show({name})"]))
        self.line(f"{name} = {other} = None")

    def class_pattern(self, depth):
        name = self.name("C")
        self.lines(f"class {name}:", f"    __match_args__ = {self.pick([('a', 'b'), ('a',), ('a', 'a'), ()])}",
                   "    def __init__(self, a, b=None): self.a, self.b = a, b")
        self.line(f"match {name}({self.expression('any', 1)}, {self.expression('any', 1)}):")
        for _ in range(1 + self.random.randrange(3)):
            one, two = self.name("p"), self.name("p")
            pattern = self.pick([
                f"{name}({one}, {two})", f"{name}(a={one}, b={two})", f"{name}(int() as {one}, b=str({two}))",
                f"{name}({one}, b=None) as {two}", f"{name}(a=[{one}, *{two}])", f"{name}(b={{'a': {one}, **{two}}})",
                f"{name}(({one}, {two}))", f"{name}(a=(0 | 1 | '' as {one}), b={two})",
                f"{name}(a=-1 | 2.5 as {one}, b=list() as {two})"])
            guard = f" if {self.expression('bool', 1)}" if self.chance(30) else ""
            self.lines(f"    case {pattern}{guard}: show('{one}', {one}, {two})")
        self.lines("    case _: print('no match')")

    def groups(self, depth):
        name = self.target()
        members = ", ".join(self.error() for _ in range(1 + self.random.randrange(3)))
        self.line(f"{name} = None")
        inner = "ExceptionGroup('inner', [ValueError(1), OSError(2)])"
        self.attempt(f"{name} = ExceptionGroup('group', [{members}, {inner}])")
        kind = self.pick(["ValueError", "(OSError, TypeError)", "lambda e: isinstance(e, ValueError)", "Exception"])
        self.attempt("show(" + self.pick([
            f"{name}.split({kind})", f"{name}.subgroup({kind})", f"{name}.derive([KeyError()])", f"{name}.args[0]",
            f"{name}.exceptions[0]"]) + ")")
        error = self.name("g")
        self.lines("try:", "    try:", f"        raise {name} or ValueError('none')",
                   f"    except* {self.pick(['ValueError', 'TypeError', '(OSError, KeyError)'])} as {error}:",
                   f"        show({error})",
                   f"        {self.pick(['raise', 'pass', 'raise KeyError(1)', 'raise ' + error])}",
                   "    except* OSError: print('os')", f"except Exception as {error}:", f"    show({error})")

    def constant_flow(self, depth):
        """Conditions that are constants, and what is counted behind them."""
        name, value = self.target(), self.pick(CONSTANTS)
        self.line(f"{name} = []")
        count = f"show('count', sys.getrefcount({name}))"
        match self.random.randrange(8):
            case 0:
                self.line(f"if {value}: {self.pick(['pass', count])}")
                if self.chance(50):
                    self.line(f"else: {self.pick(['pass', count])}")
            case 1:
                self.lines("while True:", f"    {count}", "    break")
            case 2:
                self.line(f"while {self.pick(['0', 'False', 'None', 'not 1'])}: {count}")
            case 3:
                self.attempt(f"assert {value}, {self.pick(['1', name])}")
            case 4:
                self.line(f"show(sys.getrefcount({name} if {value} else []), {value} and sys.getrefcount({name}))")
            case 5:
                self.lines(f"try: {self.pick(['pass', count, '0'])}",
                           f"except{self.pick(['', ' ValueError'])}: {self.pick(['pass', count])}")
            case 6:
                self.lines(f"try: {self.pick(['pass', count])}", f"finally: {self.pick(['pass', count, value])}")
            case _:
                self.lines(f"for _ in (1, 2): {self.pick(['break', 'continue', count])}", f"else: {count}")
        self.line(count)

    def super_call(self, depth):
        base, name, target = self.name("C"), self.name("C"), self.target()
        self.lines(f"class {base}:", f"    def method(self, *a): return ['base', *a]",
                   "    @classmethod", f"    def make(cls): return cls.__name__",
                   f"class {name}({base}):",
                   "    def method(self, *a):",
                   f"        return {self.pick(['super().method(*a, 1)', 'super(__class__, self).method()'])}",
                   "    @classmethod", f"    def make(cls): return super().make() + '!'",
                   f"    inner = lambda self: [super({name}, self).method(c) for c in (1, 2)]", f"{target} = {name}()")
        for _ in range(1 + self.random.randrange(2)):
            self.attempt("show(" + self.pick([
                f"{target}.method({self.expression('any', 1)})", f"{name}.make()", f"{target}.inner()",
                f"super({name}, {target}).method",
                # Not with None: what `super(C, None).method` says depends on whether CPython has specialised it.
                f"{name}.method({self.pick([target, name, '1', '[]', repr('a')])})",
                f"super({name}, {self.expression('any', 1)})", f"{name}.method.__closure__"]) + ")")

    def meta(self, depth):
        """Attributes that functions, code and classes have."""
        name = self.name("f")
        self.lines(f"def {name}(a, /, b={self.expression('any', 1)}, *c, d=1, **e):", "    x = [a, b]",
                   "    return lambda: x")
        self.attempt("show(" + self.pick([
            f"{name}.__code__.co_varnames, {name}.__code__.co_cellvars", f"{name}.__kwdefaults__, {name}.__defaults__",
            f"{name}(1).__closure__[0].cell_contents", f"{name}.__qualname__, {name}(1).__qualname__",
            f"{name}.__code__.co_flags, {name}(1).__code__.co_flags", f"sorted({name}.__code__.co_names)",
            f"{name}(1).__code__.co_freevars", f"sys.getrefcount({name}), len(gc.get_referents({name}))",
            f"vars({name}), {name}.__module__, {name}.__doc__"]) + ")")
        self.attempt(self.pick([
            f"{name}.attribute = {name}", f"{name}.__defaults__ = (5,); show({name}(1)())", f"{name}()",
            f"{name}(1, 2, 3, z=4, a=5)", f"{name}.__name__ = {self.expression('any', 1)}", f"del {name}.__defaults__",
            f"{name}.__code__ = (lambda: 0).__code__; show({name}())"]))

    def metaclass(self, depth):
        kind, name = self.name("M"), self.name("C")
        made = self.pick(["super().__new__(meta, name, bases, space)", "5", "type(name, bases, space)"])
        self.lines(f"class {kind}(type):", "    def __new__(meta, name, bases, space, **k):",
                   f"        {self.pick(['pass', 'show(sorted(space))'])}", f"        return {made}")
        if self.chance(30):
            self.line("    def __call__(cls, *a): return ['called', super().__call__(*a)]")
        if self.chance(30):
            self.line("    @classmethod")
            self.line("    def __prepare__(meta, *a, **k): return {'prepared': meta.__name__}")
        if self.chance(30):
            self.line("    def __del__(cls): print('class dies')")
        self.line("try:")
        self.lines(f"    class {name}({self.pick(['', 'dict, ', 'Mortal, '])}metaclass={kind}):",
                   f"        {self.pick(['x = 1', '__slots__ = (1,)', 'def f(self): return __class__', 'pass'])}",
                   "        " + self.pick(["y: int = 2", "def g(self): return self", "1 / 0", "def h[T](self): 0"]),
                   f"    show({name}, getattr({name}, 'prepared', None))",
                   f"except Exception as error:", "    show('error', error)",
                   f"{name} = None", "show('collected', gc.collect())")
