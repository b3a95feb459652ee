# __context__, __cause__, __suppress_context__, and cycles among them.
def show(e, depth=0):
    if e is None or depth > 4:
        return
    print("  " * depth, repr(e), "cause", repr(e.__cause__), "context", repr(e.__context__), e.__suppress_context__)
    show(e.__context__, depth + 1)


try:
    try:
        raise KeyError("first")
    except KeyError:
        raise ValueError("second")
except ValueError as e:
    show(e)
try:
    try:
        raise KeyError("first")
    except KeyError as first:
        raise ValueError("second") from first
except ValueError as e:
    show(e)
try:
    try:
        raise KeyError("first")
    except KeyError:
        raise ValueError("second") from None
except ValueError as e:
    show(e)
try:
    raise ValueError from KeyError
except ValueError as e:
    show(e)
try:
    raise ValueError from 5
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError("a")
    finally:
        raise KeyError("b")
except KeyError as e:
    show(e)
a, b = ValueError("a"), KeyError("b")
try:
    try:
        raise a
    except ValueError:
        try:
            raise b
        except KeyError:
            raise a
except ValueError as e:
    show(e)
e = ValueError("self")
try:
    try:
        raise e
    except ValueError:
        raise e
except ValueError as again:
    show(again)
e = ValueError()
e.__cause__ = KeyError()
print(e.__suppress_context__)
for name, value in (("__cause__", 5), ("__context__", 5), ("__traceback__", 5), ("__suppress_context__", 5), ("args", 5)):
    try:
        setattr(e, name, value)
        print(name, "ok")
    except TypeError as error:
        print(error)


def helper():
    try:
        raise IndexError("inner")
    except IndexError:
        pass
    raise ValueError("after handled")


try:
    try:
        raise KeyError("outer")
    except KeyError:
        helper()
except ValueError as e:
    show(e)


def gen():
    try:
        yield 1
    except GeneratorExit:
        raise ValueError("from close")


g = gen()
next(g)
try:
    try:
        raise KeyError("active")
    except KeyError:
        g.close()
except ValueError as e:
    show(e)
