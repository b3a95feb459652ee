"""Statements that use one construct of the language or one helper of the library each, written as in `kinds.py`: patterns,
comprehensions with names of their own, class bodies with cells, context managers, descriptors, generic functions, natives
that walk an iterator which fails or ends.
"""

# What counts and deaths in a single construct depend on.
CONSTRUCTS = [
    # patterns
    "match <list>:\n    case [<i>, *rest<n>]: show(name(<i>), len(rest<n>)); del <i>, rest<n>\n    case _: show('none')",
    "match <dict>:\n    case {'k': <i>, **rest<n>}: show(name(<i>), count(<i>)); <i> = rest<n> = None\n    case _: pass",
    "match <inst>:\n    case Plain(label=<i>, a=held<n>): show(<i>, name(held<n>), count(held<n>)); held<n> = None\n"
    "    case Slotted() as held<n> if gc.collect() >= 0: show('slotted'); del held<n>",
    "match (<any>, <any>):\n    case (None, <i>) | (<i>, None) | (<i>, _): show(name(<i>), count(<i>)); <i> = None",
    "match <exc>:\n    case ValueError(args=(<i>,)) | KeyError(args=(<i>, *_)): show(name(<i>)); <i> = None",
    # comprehensions
    "show(any((<i> := item) is None for item in <list>))\n<i> = None",
    "<v:list> = [<i> for item in <list> if (<i> := item) is not None]\n<i> = None",
    "<v:list> = [(lambda: (outer, inner)) for outer in [<any>, <any>] for inner in [outer]]",
    "<v:list> = [[(lambda: row, cell) for cell in [row]] for row in [<any>, <any>]]",
    "<v:dict> = {<i>: (lambda: <i>) for <i> in range(3)}", "show(sum(1 for item in <iterable> if item is <any>))",
    # classes
    "class Local<n>:\n    held = <any>\n    def get(self): return __class__, self.held\n<v:any> = Local<n>()\ndel Local<n>",
    "class Generic<n>[T]:\n    held: T = <any>\n    def get[U](self, given: U) -> T: return given\n"
    "<v:any> = Generic<n>[int]\ndel Generic<n>",
    "def generic<n>[T: (int, str)](given: T = <any>) -> T: return T, given\n<v:any> = generic<n>()\ndel generic<n>",
    "type Alias<n>[T] = list[T]\n<v:any> = Alias<n>[int]\ndel Alias<n>",
    "class Slots<n>:\n    __slots__ = ('a', '__weakref__')\nlone<n> = Slots<n>()\nlone<n>.a = <any>\n"
    "watched.append(weakref.ref(lone<n>, gone))\nlone<n>.a = lone<n>\ndel lone<n>, Slots<n>",
    "class Cached<n>:\n    @functools.cached_property\n    def value(self): return <any>\nlone<n> = Cached<n>()\n"
    "show(name(lone<n>.value), count(lone<n>.value))\ndel lone<n>.value\ndel lone<n>, Cached<n>",
    "class Patched<n>:\n    def __del__(self): show('first'); type(self).__del__ = lambda self: show('second')\n"
    "<i> = [Patched<n>(), Patched<n>()]\ndel <i>[0]\n<i> = None\ndel Patched<n>",
    "class Named<n>(Field):\n    def __set_name__(self, owner, name): self.owner = owner, <any>\n"
    "class Owner<n>:\n    field = Named<n>()\n<v:any> = Owner<n>\ndel Owner<n>, Named<n>",
    "show(count(Plain('<label>', <any>).held[0]))", "show([count(item) for item in Plain('<label>', <any>, <any>).held])",
    # context managers
    "with contextlib.ExitStack() as stack<n>:\n    stack<n>.callback(show, 'left')\n    stack<n>.enter_context(Mortal('<label>'))\n"
    "    stack<n>.push(Plain('<label>', <any>))\n    raise <exc>",
    "with contextlib.ExitStack() as stack<n>: stack<n>.callback(ending, <any>); <v:any> = stack<n>.pop_all()",
    "@contextlib.contextmanager\ndef managed<n>(held):\n    local = Mortal('<label>')\n    try: yield local\n"
    "    except ValueError as error: show('managed', name(error), count(error))\n    finally: show('left', count(held))\n"
    "with managed<n>(<any>) as <i>:\n    <i> = None\n    raise <exc>",
    "with contextlib.suppress(Exception): raise <exc>", "with contextlib.closing(<gen>) as <i>: next(<i>)\n<i> = None",
    # exceptions
    "try: raise ExceptionGroup('g', [ValueError(<any>), <exc>])\nexcept* ValueError as <i>: show(count(<i>), len(<i>.exceptions))\n"
    "except* Exception as <i>: show(name(<i>))",
    "try:\n    try: raise <exc>\n    except* KeyError: raise ValueError(<any>)\nexcept BaseException as <i>: show(name(<i>.__context__))",
    "def leave<n>(held):\n    for item in [held]:\n        try: return item\n        finally: held = item = Mortal('<label>')\n"
    "show(name(leave<n>(<any>)))",
    # functions
    "generic<n> = functools.singledispatch(lambda given: count(given))\n"
    "generic<n>.register(Mortal)(lambda given: show('mortal', count(given)))\nshow(generic<n>(<any>))\ndel generic<n>",
    "<v:func> = functools.partial(functools.partial(show, <any>), <any>)", "functools.partial(count, <any>)()",
    "cached<n> = functools.lru_cache(2)(lambda given: Mortal('<label>'))\nfor <i> in (1, 2, 1, 3): cached<n>(<i>)\ndel cached<n>",
    "show((lambda *given, **named: (count(given), [count(item) for item in given], sorted(named)))(<any>, *<tuple>, k=<any>))",
    "def walk<n>(held):\n    got = yield from held\n    show('got', name(got))\n    return got\n"
    "<v:gen> = walk<n>(<gen>)\ndel walk<n>",
    # weak references
    "finalizer<n> = weakref.finalize(<inst>, show, 'final <n>')\nfinalizer<n>.atexit = False\nshow(finalizer<n>.alive)\n"
    "del finalizer<n>",
    "method<n> = weakref.WeakMethod(Mortal('<label>').method, gone)\nshow(method<n>() is None)\ndel method<n>",
    "<v:any> = weakref.WeakMethod(<inst>.method)", "show(name(weakref.proxy(<inst>).me))",
    # natives that walk
    "show(len(list(itertools.islice(Walk([<any>, <any>], '<label>'), 1))))",
    "<v:list> = list(itertools.batched(Walk([<any>, <any>, <any>], '<label>', ValueError), 2))",
    "<v:any> = functools.reduce(lambda one, other: other, Walk([<any>, <any>, <any>], '<label>'))",
    "<v:tuple> = tuple(Walk([Mortal('<label>'), Mortal('<label>')], '<label>', KeyError))",
    "<v:iter> = itertools.pairwise(Walk([<any>, <any>], '<label>'))",
    "<v:iter> = itertools.zip_longest(Walk([<any>], '<label>'), Walk([<any>, <any>], '<label>'))",
    "<v:iter> = itertools.chain(Walk([<any>], '<label>'), Walk([<any>], '<label>', KeyError))",
    "<v:iter> = itertools.accumulate(Walk([<any>, <any>], '<label>'), lambda one, other: one)",
    "first<n>, *rest<n> = Walk([<any>, <any>, <any>], '<label>')\nshow(len(rest<n>))\ndel first<n>, rest<n>",
    "first<n>, second<n> = Walk([Mortal('<label>'), Mortal('<label>'), Mortal('<label>')], '<label>')",
    "next(<iter>)", "next(<iter>)", "<v:any> = next(<iter>)", "for <i> in <iter>: show(name(<i>)); break\n<i> = None",
    "show(len(sorted(Walk([<any>, <any>], '<label>'), key=name)))", "max(Walk([<any>, <any>], '<label>'), key=name)",
    "<list>.extend(Walk([<any>, <any>], '<label>', ValueError))", "<list>[1:2] = Walk([<any>, <any>], '<label>')",
    "try: next(map(name, Walk([], '<label>')))\nexcept StopIteration as <i>: show(name(<i>.__traceback__.tb_next))",
]
