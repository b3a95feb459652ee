"""With texts for annotations a function has an `__annotate__` all the same; variables keep theirs in a dict."""

from __future__ import annotations

import annotationlib
import functools
import typing

x: int = 1


def plain(a: int, b: str, *args: list[int], c: typing.Any = None, **names: "quoted") -> missing:
    local: also.missing = 3
    return local


def without():
    pass


class C:
    a: int

    def method(self, __other: C) -> __name:
        pass


def generic[T](a: T) -> T:
    pass


for thing in plain, without, C, C.method, generic:
    annotate = thing.__annotate__
    print(thing.__name__, thing.__annotations__, annotate is None)
    if annotate is None:
        continue
    print(annotate.__name__, annotate.__qualname__, annotate.__closure__, annotate.__code__.co_varnames)
    for number in range(1, 5):
        try:
            print(number, annotate(number))
        except NotImplementedError as error:
            print(number, repr(error))
    for format in annotationlib.Format.VALUE, annotationlib.Format.FORWARDREF, annotationlib.Format.STRING:
        print(format, annotationlib.get_annotations(thing, format=format))
print(globals().get("__annotate__"), __annotations__)


@functools.wraps(plain)
def wrapper(*arguments):
    return plain(*arguments)


print(wrapper.__annotations__, wrapper.__annotate__ is plain.__annotate__)
variable = typing.TypeVar("variable", bound=int, default=str)
print([repr(variable.evaluate_bound(format)) for format in annotationlib.Format if format != 2])
