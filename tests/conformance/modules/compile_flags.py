# What compile() is asked for by flags: await outside of functions, and trees as the optimizer leaves them.
import ast
import types

FLAG = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


async def five():
    return 5


class Three:
    count = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.count += 1
        if self.count > 3:
            raise StopAsyncIteration
        return self.count


class Manager:
    async def __aenter__(self):
        return 9

    async def __aexit__(self, *_):
        return False


def finish(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


for source, mode in [
    ("x = await five()", "exec"), ("await five()", "eval"), ("y = [i async for i in Three()]", "exec"),
    ("async for z in Three(): pass", "exec"), ("async with Manager() as w: pass", "exec"), ("v = 1", "exec"),
    ("r = [await five() for _ in 'ab']", "exec"), ("def f(): await five()", "exec"), ("class A: await five()", "exec"),
    ("lambda: await five()", "eval"), ("import sys as module; await five(); del module", "exec"), ("yield", "exec"),
    ("x = 1\nraise ValueError(await five())", "exec"), ("q = [[await five() for a in 'ab'] for b in 'cd']", "exec"),
    ("a = locals() is globals(); await five(); b = locals() is globals()", "exec"),
]:
    try:
        code = compile(source, "<text>", mode, flags=FLAG)
    except SyntaxError as error:
        print(source, error)
        continue
    for namespaces in [(dict(globals()),), (dict(globals()), {})]:
        result = eval(code, *namespaces)
        print(source, hex(code.co_flags & 0x80), type(result).__name__)
        if isinstance(result, types.CoroutineType):
            print(result.__qualname__, result.cr_code is code, result.cr_frame.f_locals is namespaces[-1])
            try:
                print(finish(result))
            except ValueError as error:
                print(repr(error))
        print(sorted(set(namespaces[-1]) - set(globals())))
    if code.co_flags & 0x80:
        namespace = dict(globals())
        print(type(types.FunctionType(code, namespace)().close()))

PROGRAMS = [
    "__debug__", "def f(x=__debug__): pass", "x: __debug__ = 1", "from __future__ import annotations\nx: __debug__",
    "'doc'", "'doc'\nx", "def f():\n 'doc'", "class A:\n 'doc'\n x = 1", "async def f():\n 'doc'\n return 1", "f'doc'", "assert x",
    "'%s a %r%%' % (a, b)", "'%5s' % (a,)", "'%s' % a", "'%-5.3s|%a' % (x, y)", "'%d' % (x,)", "'%s' % (*a,)", "'%(x)s' % (a,)",
    "'%s%' % (a,)", "'%s' % (a, b)", "'' % ()", "'abc' % ()", "'%s %s' % (a, '%s' % (b,))", "'{%s}' % (a,)", "'%1000s' % (a,)", "1 + 2",
    "match x:\n case -1: pass\n case 1+2j: pass\n case -1-2j: pass\n case [-1, *_]: pass\n case {-1: -2}: pass\n"
    " case A(-1, x=-2): pass\n case -1|-2: pass",
]
for program in PROGRAMS:
    for level in 1, 2:
        tree = ast.parse(program, optimize=level)
        print(ast.dump(tree, include_attributes=program in PROGRAMS[:14]))
        print(ast.dump(ast.parse(ast.parse(program), optimize=level)) == ast.dump(tree))
for node, mode in [(ast.Expression(ast.Constant(1)), "exec"), (ast.Module([ast.Pass(lineno=1, col_offset=0)], []), "exec")]:
    try:
        print(ast.dump(ast.parse(node, mode=mode, optimize=1)))
    except (TypeError, ValueError) as error:
        print(error)
