# co_lnotab is deprecated; a code object without co_linetable has no lines.
import warnings


def function(x):
    if x:
        y = 1

    return x


code = function.__code__
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    table = code.co_lnotab
print([(warning.category.__name__, str(warning.message)) for warning in caught], type(table).__name__, len(table) % 2)
lines, line = set(), code.co_firstlineno
for step in table[1::2]:
    line += step - 256 if step > 127 else step
    lines.add(line - code.co_firstlineno)
print(sorted(lines))
empty = code.replace(co_linetable=b"")
print(list(empty.co_lines()), list(empty.co_positions()), empty.co_linetable, empty == code)
same = empty.replace(co_linetable=code.co_linetable)
print(same == code, list(same.co_lines()) == list(code.co_lines()))
try:
    code.replace(co_linetable="")
except TypeError as error:
    print(error)
