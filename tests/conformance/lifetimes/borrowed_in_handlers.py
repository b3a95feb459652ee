# A local that is used up is counted where only an exception leads, and not counted elsewhere.
import sys


def show(text, value):
    print(text, sys.getrefcount(value))


def in_handler(value):
    try:
        value.missing
    except AttributeError:
        inner = [value]
        print("handler", sys.getrefcount(inner))
    inner = [value]
    print("behind", sys.getrefcount(inner))


def cleanup(value):
    try:
        value.missing
    finally:
        inner = [value]
        print("cleanup", sys.getrefcount(inner))
        try:
            other = [inner]
            print("nested", sys.getrefcount(other))
        finally:
            show("called", other)


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        inner = [details]
        print("exit", sys.getrefcount(inner))
        return True


def managed(value):
    with Manager():
        value.missing
    inner = [value]
    print("behind with", sys.getrefcount(inner))


in_handler(1)

try:
    cleanup(1)
except AttributeError:
    pass
managed(1)


def normal(value):
    try:
        pass
    finally:
        inner = [value]
        print("normal cleanup", sys.getrefcount(inner))


normal(1)
