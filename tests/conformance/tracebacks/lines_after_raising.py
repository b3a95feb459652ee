# `f_lineno` of a frame that an exception has left: where what raised it again shows it.
import sys
def lines(function, *arguments):
    try: function(*arguments)
    except BaseException as error:
        first = function.__code__.co_firstlineno
        entry, found = error.__traceback__.tb_next, []
        while entry:
            if entry.tb_frame.f_code is function.__code__:
                found.append((entry.tb_lineno - first, entry.tb_frame.f_lineno - first))
            entry = entry.tb_next
        print(function.__name__, arguments, found)
class Noop:
    def __enter__(s): return s
    def __exit__(s, *a): pass
class Raises:
    def __enter__(s): return s
    def __exit__(s, *a): raise KeyError
def after_with():
    with Noop():
        1/0
        pass
def with_two():
    with Noop(), Noop():
        x = 1
        with Noop():
            1/0
def with_raising():
    with Noop():
        with Raises():
            1/0
def in_try():
    try:
        1/0
    except KeyError:
        pass
def many():
    try:
        1/0
    except KeyError:
        pass
    except (OSError,
            ValueError):
        x = 1
    except TypeError as e:
        y = 2
        z = 3
def in_finally():
    try:
        1/0
    finally:
        pass
def finally_long():
    try:
        1/0
    finally:
        x = 1
        for i in [1]:
            y = 2
        z = 3
def nested():
    try:
        try:
            1/0
        except KeyError: pass
    except ValueError:
        pass
def in_for():
    for i in [1]:
        try: 1/0
        finally:
            x = 1
            x = 2
def named():
    try:
        raise ValueError
    except ValueError as e:
        z = 1
        raise
def named_other():
    try:
        raise ValueError
    except ValueError as e:
        z = 1
        1/0
def raise_again():
    try:
        1/0
    except ZeroDivisionError:
        x = 1
        raise
def raise_it():
    try:
        1/0
    except ZeroDivisionError as e:
        x = 1
        raise e
def with_in_try():
    try:
        with Noop():
            1/0
    except KeyError:
        x = 1
def try_in_with():
    with Noop():
        try:
            1/0
        except KeyError:
            x = 1
def finally_in_with():
    with Noop():
        try:
            1/0
        finally:
            x = 1
def with_in_finally():
    try:
        1/0
    finally:
        with Noop():
            x = 1
def handler_raises():
    try:
        1/0
    except ZeroDivisionError:
        with Noop():
            x = 1
            raise KeyError
def loop_handled():
    for i in (1, 2):
        try:
            1/0
        except ZeroDivisionError:
            x = i
    try:
        {}[1]
    except ZeroDivisionError:
        pass
def deeper(n):
    with Noop():
        try:
            deeper(n - 1) if n else 1/0
        except KeyError:
            pass
for f in (after_with, with_two, with_raising, in_try, many, in_finally, finally_long, nested, in_for, named, named_other, raise_again, raise_it, with_in_try, try_in_with, finally_in_with, with_in_finally, handler_raises, loop_handled): lines(f)
lines(deeper, 2)
def generator():
    with Noop():
        try:
            yield 1
        except KeyError:
            pass
g = generator(); next(g)
def throw():
    g.throw(ValueError)
try: throw()
except ValueError as error:
    entry = error.__traceback__.tb_next.tb_next
    print(entry.tb_lineno - generator.__code__.co_firstlineno, entry.tb_frame.f_lineno - generator.__code__.co_firstlineno)
