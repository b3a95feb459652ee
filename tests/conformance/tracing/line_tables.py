"""co_linetable has CPython's form: it can be read, made, and put into a code object."""
import sys
import traceback


def numbers(data):
    data = iter(data)

    def number():
        byte = next(data)
        value, shift = byte & 63, 6
        while byte & 64:
            byte = next(data)
            value |= (byte & 63) << shift
            shift += 6
        return value

    def signed():
        value = number()
        return -(value >> 1) if value & 1 else value >> 1

    return data, number, signed


def read(code):
    """The source ranges of co_linetable."""
    data, number, signed = numbers(code.co_linetable)
    line = code.co_firstlineno
    for first in data:
        kind, count = first >> 3 & 15, (first & 7) + 1
        end = column = end_column = None
        if kind < 10:
            second = next(data)
            column = kind * 8 + (second >> 4)
            end_column = column + (second & 15)
        elif kind < 13:
            line += kind - 10
            column, end_column = next(data), next(data)
        elif kind < 15:
            line += signed()
            if kind == 14:
                end, column, end_column = line + number(), number() - 1, number() - 1
        row = (None,) * 4 if kind == 15 else (line, line if end is None else end, column, end_column)
        yield from [row] * count


def short(): return 1 + 2 * 3


def long(first, second):
    result = [
        first,

        second + first
    ]
    for item in result:
        if item: pass
        elif second: second = ("a" + str(item) + "b"                                                              + "c")
    return result


def handler():
    try:
        return short()
    except (ValueError,
            TypeError) as error:
        raise KeyError from error
    finally:
        short()


class Class:
    x: int = 1

    def method(self):
        return super(
        ).method()


for code in short.__code__, long.__code__, handler.__code__, Class.method.__code__, compile("1\n\n2", "x", "exec"):
    rows = list(read(code))
    print(rows == list(code.co_positions()), bytes(code.co_linetable) == code.replace().co_linetable)


def fails():
    1 // 0


def lines_of(code):
    try:
        exec(code)
    except ZeroDivisionError as error:
        print(error.__traceback__.tb_next.tb_lineno, end=" ")
        if code.co_linetable:
            print(traceback.format_tb(error.__traceback__)[-1].splitlines()[0].split(",")[1], end="")
        print()


code = fails.__code__
lines_of(code.replace(co_firstlineno=10))
lines_of(code.replace(co_linetable=b"\xf8\xf8\xf8\xf9\xf8\xf8\xf8"))
lines_of(code.replace(co_linetable=b"\xef\x14\xef\x00", co_firstlineno=1000))
lines_of(code.replace(co_linetable=b""))
print(list(code.replace(co_linetable=b"\xf9").co_lines()), list(code.replace(co_linetable=b"").co_lines()))
print(list(code.replace(co_linetable=b"\xe8\x05\xd2\x03\x07\x80\x35", co_firstlineno=7).co_positions()))
other = code.replace(co_linetable=b"\xf8\xf8\xf8\xf9")
print(other.co_linetable, other == code, other.replace(co_name="other").co_linetable == other.co_linetable)
try:
    code.replace(co_linetable="")
except TypeError as error:
    print(error)


def trace(frame, event, argument):
    print(event, frame.f_lineno)
    return trace


def passes():
    pass


sys.settrace(trace)
exec(passes.__code__.replace(co_firstlineno=500))
sys.settrace(None)
