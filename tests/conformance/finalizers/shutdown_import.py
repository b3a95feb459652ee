# Importing and looking at sys in a finalizer that runs at shutdown.
import sys
class A:
    def __init__(s, n): s.n = n
    def __del__(s):
        try:
            import json
            print("imported")
        except BaseException as e:
            print(type(e), e)
        try:
            import nonexistent_thing
        except BaseException as e:
            print(type(e), e)
        try:
            print(sys.modules, sys.path, sys.meta_path)
        except BaseException as e:
            print(type(e), e)
        print(sys.is_finalizing())
a = A(1)
a.me = a
