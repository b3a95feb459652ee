# input() reads lines of standard input; print's options.
import sys
print(repr(input()), repr(input("prompt> ")), repr(input()))
print(repr(sys.stdin.readline()), [line for line in sys.stdin])
try:
    input()
except EOFError as e:
    print(e)
print(1, "a", None, [1], sep=", ", end=".\n")
print(*[1, 2], sep=""); print(); print(end="x\n"); print("a", sep=None, end=None); print("é", "日本")
for bad in (lambda: print(sep=1), lambda: print(end=1), lambda: print(foo=1), lambda: print(file=5)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
