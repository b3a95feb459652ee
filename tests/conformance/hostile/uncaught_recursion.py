# Uncaught: a RecursionError out of mutual recursion, repeated lines folded.
import sys

sys.setrecursionlimit(60)


def a():
    b()


def b():
    c()


def c():
    a()


a()
