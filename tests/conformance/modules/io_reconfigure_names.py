"""What names `reconfigure` of a text file takes; the docstrings of type parameters."""

import io
import typing

file = io.TextIOWrapper(io.BytesIO(), "ascii", "replace", "\r")
for settings in [
    {"encoding": "locale\0"}, {"encoding": "\udcfe"}, {"errors": "\udcfe"}, {"encoding": "nope"}, {"newline": "\udcfe"}, {"encoding": 5},
    {"errors": 5}, {"encoding": "latin-1"},
]:
    try:
        file.reconfigure(**settings)
    except Exception as error:
        print(ascii(settings), type(error).__name__, error)
    else:
        print(ascii(settings), file.encoding, file.errors)

for cls in typing.TypeVar, typing.ParamSpec, typing.ParamSpecArgs, typing.ParamSpecKwargs, typing.TypeVarTuple, typing.TypeAliasType:
    print(cls.__name__, cls.__doc__.splitlines()[0])
