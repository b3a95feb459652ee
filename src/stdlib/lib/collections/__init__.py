"""More container types.

deque, defaultdict and OrderedDict are native; the others are loaded when first asked for,
so that a program that wants one container does not pay for all of them.
"""

__all__ = [
    'ChainMap',
    'Counter',
    'OrderedDict',
    'UserDict',
    'UserList',
    'UserString',
    'defaultdict',
    'deque',
    'namedtuple',
]

from _collections import OrderedDict, _count_elements, _tuplegetter, defaultdict, deque
from _collections_namedtuple import namedtuple

_later = {
    'ChainMap': '_chainmap',
    'Counter': '_counter',
    'UserDict': '_userdict',
    'UserList': '_userlist',
    'UserString': '_userstring',
}


def __getattr__(name):
    if name == 'abc':
        import collections.abc
        return collections.abc
    if name not in _later:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = __import__(f'collections.{_later[name]}', None, None, (name,))
    value = globals()[name] = getattr(module, name)
    return value


def __dir__():
    return sorted({'abc', *_later, *globals()})
