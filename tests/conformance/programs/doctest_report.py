"""Examples in documentation: found, run, reported; directives, checkers, what differs."""

import contextlib
import doctest
import io
import re
import types


class Stack:
    """A stack.

    >>> s = Stack(1, 2)
    >>> s.pop(), len(s)
    (2, 1)
    >>> Stack().pop()
    Traceback (most recent call last):
        ...
    IndexError: pop from empty list
    >>> Stack(3)   # doctest: +ELLIPSIS
    <Stack [...]>
    >>> len(Stack("wrong"))
    2
    """

    def __init__(self, *items):
        self.items = list(items)

    def pop(self):
        """Takes the last item.

        >>> Stack(None).pop() is None
        True
        >>> print("a  b")  # doctest: +NORMALIZE_WHITESPACE
        a b
        >>> 1 / 0
        0
        """
        return self.items.pop()

    def __len__(self):
        return len(self.items)

    def __repr__(self):
        return f"<Stack {self.items}>"


finder = doctest.DocTestFinder(exclude_empty=True)
runner = doctest.DocTestRunner(verbose=False)
report = io.StringIO()
for test in finder.find(Stack, "Stack", globs={"Stack": Stack}):
    print(test.name, [e.source.strip() for e in test.examples][-1], runner.run(test, out=report.write))
print(re.sub(r'File ".*?", line (\d+|\?)', "File X, line N", report.getvalue()),
      doctest.script_from_examples(">>> 1 + 1\n2\nand then\n>>> x"))
with contextlib.redirect_stdout(out := io.StringIO()):
    failed, tried = runner.summarize()
print(failed, tried, out.getvalue())

class Rounding(doctest.OutputChecker):
    def check_output(self, want, got, optionflags):
        short = lambda text: re.sub(r"(\.\d\d)\d+", r"\1", text)
        return super().check_output(short(want), short(got), optionflags)


parser = doctest.DocTestParser()
TEXT = """Intro
    >>> x = 1 / 3
    >>> x
    0.33
    >>> for i in range(2):
    ...     print(i)
    ...
    0
    1

    >>> print("a\\n\\nb")
    a
    <BLANKLINE>
    b
    >>> x  # doctest: +SKIP
    9
    >>> raise KeyError(x)
    Traceback (most recent call last):
      anything
    KeyError: 0.33
"""
for example in parser.get_examples(TEXT):
    print(example.lineno, example.indent, repr(example.source), repr(example.want), example.options,
          repr(example.exc_msg))
test = parser.get_doctest(TEXT, {"__name__": "t"}, "text", "text.txt", 0)
print(test, doctest.DocTestRunner(Rounding(), verbose=False).run(test, clear_globs=False), round(test.globs["x"], 3))
for broken in (">>> x\n y", ">>>x", "  >>> f(\n ... )", ">>> 1 # doctest: +NOPE", ">>> # doctest: +SKIP"):
    try:
        print(len(parser.get_examples(broken)))
    except ValueError as error:
        print(error)
module = types.ModuleType("shapes", ">>> area(2)\n4\n")
source = """
def area(x):
    '''
    >>> area(3)
    10
    '''
    return x * x
__test__ = {'more': '>>> area(1)\\n1\\n'}
"""
exec(source, module.__dict__)
with contextlib.redirect_stdout(out := io.StringIO()):
    outcome = doctest.testmod(module, report=False, verbose=True, optionflags=doctest.REPORT_NDIFF)
print(outcome, outcome.skipped, re.sub(r'File "[^"]*", line \d+', "File X, line N", out.getvalue()))
checker = doctest.OutputChecker()
print(checker.check_output("a...z\n", "abcz\n", doctest.ELLIPSIS), checker.output_difference(doctest.Example("x",
        "a\nb\n"), "a\nc\n", doctest.REPORT_UDIFF))
try:
    doctest.DebugRunner(verbose=False).run(parser.get_doctest(">>> 2 + 2\n5\n", {}, "sum", "sum.txt", 0))
except doctest.DocTestFailure as failure:
    print(failure.test.name, failure.example.want.strip(), failure.got.strip())
