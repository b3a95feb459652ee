# LeakTestCase, and that importing ouropy does not import unittest.
import io
import sys

import ouropy

print("unittest" in sys.modules)

import unittest


class Node:
    pass


class Tests(ouropy.LeakTestCase):
    def test_cycle(self):
        node = Node()
        node.itself = node

    def test_clean(self):
        self.kept = Node()

    def test_allowed(self):
        self.check_leaks = False
        node = Node()
        node.itself = node

    def test_failing(self):
        node = Node()
        node.itself = node
        self.fail("for another reason")

    @unittest.skip("not now")
    def test_skipped(self):
        pass

    def tearDown(self):
        self.cleaned = Node()


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(Tests).run(result)
print(result)
for test, text in result.failures:
    print(test.id(), text.partition("AssertionError: ")[2])
print(result.errors)
