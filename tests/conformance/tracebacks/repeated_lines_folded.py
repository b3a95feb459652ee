def recurse(n):
    return recurse(n + 1)


import sys
sys.setrecursionlimit(100)
recurse(0)
