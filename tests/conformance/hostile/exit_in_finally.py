# SystemExit raised, replaced and swallowed on the way out.
import atexit
import sys


@atexit.register
def first():
    print("atexit first")
    raise SystemExit(9)


@atexit.register
def second():
    print("atexit second")
    raise ValueError("second")


@atexit.register
def third():
    print("atexit third")
    atexit.register(print, "registered late")
    atexit.unregister(third)


def leave():
    try:
        sys.exit(3)
    finally:
        try:
            sys.exit(4)
        except SystemExit as error:
            print("swallowed", error.code, error.__context__.code)


try:
    leave()
finally:
    print("finally")
