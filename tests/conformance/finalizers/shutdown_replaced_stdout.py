# A stream of the program's own in the place of sys.stdout.
import sys
class Out:
    def __init__(s, o): s.o = o
    def write(s, t): s.o.write("<" + t + ">")
    def flush(s): s.o.flush()
    def __del__(s): s.o.write("out del\n")
sys.stdout = Out(sys.stdout)
print("hi")
class A:
    def __del__(s): print("A del")
a = A()
import builtins
builtins.a2 = A()
