class R:
    def __repr__(self):
        return repr(self)


import sys
sys.setrecursionlimit(80)
repr(R())
