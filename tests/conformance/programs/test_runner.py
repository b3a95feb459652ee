"""Runs test cases from within: results, subtests, skips, fixtures, messages of failed assertions."""

import contextlib
import functools
import io
import logging
import re
import sys
import unittest
import warnings


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


def traced(function):
    @functools.wraps(function)
    def wrapper(self, *arguments):
        self.calls.append(function.__name__)
        return function(self, *arguments)

    return wrapper


class StackTest(unittest.TestCase):
    calls = []

    @classmethod
    def setUpClass(cls):
        cls.calls.append("setUpClass")
        cls.addClassCleanup(cls.calls.append, "classCleanup")

    @traced
    def setUp(self):
        self.stack = Stack("a", "b")
        self.addCleanup(self.calls.append, "cleanup")

    @traced
    def test_pop(self):
        """pop takes the last item"""
        self.assertEqual(self.stack.pop(), "b")

    def test_failure(self):
        self.assertEqual(self.stack.items, ["a", "c"], "not alike")

    def test_error(self):
        {}["key"]

    def test_subtests(self):
        for number in range(4):
            with self.subTest("even", number=number):
                self.assertTrue(number % 2 == 0)

    @unittest.skip("not today")
    def test_skipped(self): ...

    @unittest.skipUnless(sys.platform == "none", "other platform")
    def test_platform(self): ...

    @unittest.expectedFailure
    def test_expected(self):
        self.fail("known")

    @unittest.expectedFailure
    def test_unexpected(self):
        pass

    def test_raises(self):
        with self.assertRaisesRegex(ValueError, r"lit.*'x'") as caught:
            int("x")
        self.assertIsInstance(caught.exception, ValueError)
        with self.assertWarns(DeprecationWarning), warnings.catch_warnings():
            warnings.warn("old", DeprecationWarning)
        with self.assertLogs("shop", "INFO") as logs:
            logging.getLogger("shop.till").warning("no %s", "change")
        self.assertEqual(logs.output, ["WARNING:shop.till:no change"])
        if len(self.calls) > 100:
            self.skipTest("never")


class Result(unittest.TestResult):
    def addSuccess(self, test):
        super().addSuccess(test)
        print("ok  ", test.shortDescription() or test._testMethodName)


names = unittest.defaultTestLoader.getTestCaseNames(StackTest)
print(names)
suite = unittest.defaultTestLoader.loadTestsFromTestCase(StackTest)
result = Result()
suite.run(result)
print(result, result.wasSuccessful(), suite.countTestCases())
for kind in ("failures", "errors"):
    for test, text in getattr(result, kind):
        print(kind, test, "|", re.sub(r"[\^~]{2,}", "^", text).splitlines()[-3:])
print([(t._testMethodName, reason) for t, reason in result.skipped], len(result.expectedFailures),
      result.unexpectedSuccesses)
print(StackTest.calls[:6], StackTest.calls.count("cleanup"), StackTest.calls[-1])
out = io.StringIO()
unittest.TextTestRunner(out, verbosity=2, failfast=True).run(unittest.TestSuite([StackTest("test_pop"),
        StackTest("test_skipped"), StackTest("test_error"), StackTest("test_raises")]))
print(re.sub(r"in [\d.]+s", "in N s", out.getvalue()))
case = unittest.TestCase()
for check in (lambda: case.assertEqual(1, 2), lambda: case.assertEqual([1, 2, 3], [1, 3]),
              lambda: case.assertEqual({"a": 1, "b": 2}, {"a": 1}), lambda: case.assertEqual("one\ntwo\n", "one\n2\n"),
              lambda: case.assertEqual({1, 2}, {2, 3}), lambda: case.assertEqual((1,), (1, 2)),
              lambda: case.assertAlmostEqual(1.0, 1.1), lambda: case.assertAlmostEqual(5, 9, delta=2),
              lambda: case.assertIn(3, [1]), lambda: case.assertIs(None, 0, "why"), lambda: case.assertIsNone(1),
              lambda: case.assertRegex("abc", "x"), lambda: case.assertCountEqual([1, 1, 2], [2, 2, 1]),
              lambda: case.assertLess(2, 1), lambda: case.assertRaises(ValueError, int, "3"),
              lambda: case.assertIsInstance(1, str), lambda: case.assertFalse("x"), lambda: case.assertNotEqual(1, 1),
              lambda: case.assertStartsWith("abc", "b"), lambda: case.assertHasAttr(case, "zz"),
              lambda: case.assertRaises(3, int),
              lambda: case.assertIsSubclass(int, str), lambda: case.assertNotIn("a", "abc"),
              lambda: case.assertGreaterEqual(1, 2), lambda: case.assertNotEndsWith("abc", ("x", "c"))):
    try:
        check()
    except (AssertionError, TypeError) as error:
        print(type(error).__name__[:1], "/".join(str(error).splitlines()))
