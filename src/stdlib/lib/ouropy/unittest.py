"""A base class of tests that fail if they leave reference cycles behind."""

import unittest

from ._report import Session

# Tracebacks of failures do not show this module.
__unittest = True


class LeakChecks:
    """For classes derived from `unittest.TestCase`: a test that passes, but leaves a reference cycle that only the
    collector would free, fails with the report as the message.

    `check_leaks = False` in a class, or set in a test on `self`, leaves the check out.
    """

    check_leaks = True

    def run(self, result=None):
        session, failures = Session(), _failures(result)
        # What is registered first is done last: after tearDown and what the test has registered.
        self.addCleanup(self._fail_if_leaking, session, failures)
        try:
            return super().run(result)
        finally:
            # Of a test that was skipped nothing has been cleaned up.
            session.end()

    def _fail_if_leaking(self, session, failures):
        __tracebackhide__ = True
        report = session.end()
        result = getattr(getattr(self, "_outcome", None), "result", None)
        # What a test that failed leaves behind is no news.
        if report and self.check_leaks and _failures(result) == failures:
            raise self.failureException(f"the test leaves garbage\n{report}")


def _failures(result):
    return sum(len(getattr(result, name, ())) for name in ("failures", "errors"))


class LeakTestCase(LeakChecks, unittest.TestCase):
    """`unittest.TestCase` whose tests fail if they leave reference cycles behind."""

