# The debugger driven by a script of commands, and doctest.
import contextlib
import doctest
import io
import os
import pdb
import re
import sys
from unittest import mock


def inner(value):
    total = value + 1
    for step in range(2):
        total += step
    return total


def outer(value):
    """
    >>> outer(1)
    4
    >>> outer(None)
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'
    >>> print("a\\n\\nb")
    a
    <BLANKLINE>
    b
    >>> list(range(20))  # doctest: +ELLIPSIS
    [0, 1, ..., 19]
    >>> outer(2)
    7
    """
    first = inner(value)
    try:
        1 / 0
    except ZeroDivisionError as error:
        caught = error
    return first + 1


def counting():
    yield 1
    yield 2


def session(function, arguments, commands):
    shown = io.StringIO()
    debugger = pdb.Pdb(stdin=io.StringIO("\n".join(commands) + "\n"), stdout=shown, nosigint=True, readrc=False)
    debugger.use_rawinput = False
    try:
        print("result", debugger.runcall(function, *arguments))
    except pdb.bdb.BdbQuit:
        print("quit")
    show(shown.getvalue())


def show(text):
    text = re.sub(r"\S*bdb.py\(\d+\)", "bdb.py", text.replace(os.path.abspath(__file__), "SCRIPT"))
    print(text.replace(__file__, "SCRIPT"))


session(outer, (1,), ["l 12, 18", "s", "s", "a", "n", "p total, value", "pp locals()", "u", "p value", "d", "w", "r", "c"])
session(outer, (1,), ["b inner", "b counting", "b 16, step == 1", "c", "c", "whatis total", "display total", "n", "n", "undisplay total",
                      "!total = 50", "ll", "cl 1", "c"])
session(outer, (1,), ["tbreak 40", "c", "p nothing", "1 +", "unt", "n", "exceptions", "h whatis", "j 15", "retval", "nosuchcommand()", "q"])
session(lambda: list(counting()), (), ["s", "s", "s", "s", "c"])

told = io.StringIO()
with contextlib.redirect_stdout(told):
    print(doctest.testmod(sys.modules[__name__], verbose=False))
show(told.getvalue())
example = doctest.DocTestParser().get_doctest(">>> 1 + 1\n2\n>>> x\n3\n", {"x": 3}, "example", "file", 0)
print(doctest.DocTestRunner(verbose=True).run(example))

made = mock.Mock(return_value=3)
print(made(1, a=2), made.mock_calls, made.call_args == mock.call(1, a=2))
made.thing.other.side_effect = KeyError("x")
try:
    made.thing.other()
except KeyError as error:
    print("raised", error, made.method_calls)
with mock.patch(f"{__name__}.inner", return_value=10) as patched:
    print(outer(5), patched.call_count)
print(outer(5))
with mock.patch.dict(os.environ, {"A_NAME": "x"}), mock.patch("builtins.print") as silent:
    print("not shown", os.environ["A_NAME"])
print(silent.call_args_list, "A_NAME" in os.environ)
magic = mock.MagicMock()
magic.__len__.return_value = 7
print(len(magic), magic[1] is magic[1], bool(magic))
try:
    made.assert_called_once_with(2)
except AssertionError as error:
    print(error)
limited = mock.create_autospec(inner)
try:
    limited()
except TypeError as error:
    print(error)
