"""Tools for functions and other callables."""

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES',
           'total_ordering', 'cache', 'cmp_to_key', 'lru_cache', 'reduce',
           'partial', 'partialmethod', 'singledispatch', 'singledispatchmethod',
           'cached_property', 'Placeholder']

from _abc import get_cache_token
from _functools import Placeholder, _lru_cache_wrapper, cmp_to_key, partial, reduce
from _operator import itemgetter as _itemgetter
from collections import namedtuple

GenericAlias = type(list[int])

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__',
                       '__annotate__', '__type_params__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped,
                   assigned=WRAPPER_ASSIGNMENTS,
                   updated=WRAPPER_UPDATES):
    """Make wrapper look like wrapped: names, documentation, attribute dictionary."""
    for attr in assigned:
        try:
            value = getattr(wrapped, attr)
        except AttributeError:
            pass
        else:
            setattr(wrapper, attr, value)
    for attr in updated:
        getattr(wrapper, attr).update(getattr(wrapped, attr, {}))
    # Last, or the dictionary of an already wrapped function would overwrite it.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator form of update_wrapper()."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# Ordering methods for total_ordering, each derived from one the class does define. They
# call the method on the type instead of using the operator: an operator would, on
# NotImplemented, try the reflected method, which may be one of these again, without end.

def _gt_from_lt(self, other):
    """self > other, from __lt__ and !=."""
    result = type(self).__lt__(self, other)
    return result if result is NotImplemented else not result and self != other


def _le_from_lt(self, other):
    """self <= other, from __lt__ and ==."""
    result = type(self).__lt__(self, other)
    return result if result is NotImplemented else result or self == other


def _ge_from_lt(self, other):
    """self >= other, from __lt__."""
    result = type(self).__lt__(self, other)
    return result if result is NotImplemented else not result


def _ge_from_le(self, other):
    """self >= other, from __le__ and ==."""
    result = type(self).__le__(self, other)
    return result if result is NotImplemented else not result or self == other


def _lt_from_le(self, other):
    """self < other, from __le__ and !=."""
    result = type(self).__le__(self, other)
    return result if result is NotImplemented else result and self != other


def _gt_from_le(self, other):
    """self > other, from __le__."""
    result = type(self).__le__(self, other)
    return result if result is NotImplemented else not result


def _lt_from_gt(self, other):
    """self < other, from __gt__ and !=."""
    result = type(self).__gt__(self, other)
    return result if result is NotImplemented else not result and self != other


def _ge_from_gt(self, other):
    """self >= other, from __gt__ and ==."""
    result = type(self).__gt__(self, other)
    return result if result is NotImplemented else result or self == other


def _le_from_gt(self, other):
    """self <= other, from __gt__."""
    result = type(self).__gt__(self, other)
    return result if result is NotImplemented else not result


def _le_from_ge(self, other):
    """self <= other, from __ge__ and ==."""
    result = type(self).__ge__(self, other)
    return result if result is NotImplemented else not result or self == other


def _gt_from_ge(self, other):
    """self > other, from __ge__ and !=."""
    result = type(self).__ge__(self, other)
    return result if result is NotImplemented else result and self != other


def _lt_from_ge(self, other):
    """self < other, from __ge__."""
    result = type(self).__ge__(self, other)
    return result if result is NotImplemented else not result


# In order of preference, when a class defines several.
_convert = {
    '__lt__': [('__gt__', _gt_from_lt), ('__le__', _le_from_lt), ('__ge__', _ge_from_lt)],
    '__le__': [('__ge__', _ge_from_le), ('__lt__', _lt_from_le), ('__gt__', _gt_from_le)],
    '__gt__': [('__lt__', _lt_from_gt), ('__ge__', _ge_from_gt), ('__le__', _le_from_gt)],
    '__ge__': [('__le__', _le_from_ge), ('__gt__', _gt_from_ge), ('__lt__', _lt_from_ge)],
}


def total_ordering(cls):
    """Class decorator: complete the ordering methods from the one the class defines."""
    defined = {name for name in _convert
               if getattr(cls, name, None) is not getattr(object, name, None)}
    for root in _convert:
        if root in defined:
            break
    else:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    for name, function in _convert[root]:
        if name not in defined:
            function.__name__ = name
            setattr(cls, name, function)
    return cls


def _fill_places(kept, given):
    # The kept arguments with the given ones in their free places, then what is left.
    given = list(given)
    filled = [given.pop(0) if arg is Placeholder and given else arg for arg in kept]
    return (*filled, *given)


def _partial_new(cls, func, /, *args, **keywords):
    if not callable(func) and not hasattr(func, "__get__"):
        raise TypeError(f"the first argument {func!r} must be a callable or a descriptor")
    if args[-1:] == (Placeholder,):
        raise TypeError("trailing Placeholders are not allowed")
    for value in keywords.values():
        if value is Placeholder:
            raise TypeError("Placeholder cannot be passed as a keyword argument")
    if isinstance(func, partialmethod):
        # Nesting would put the inner arguments before the bound object.
        args = _fill_places(func.args, args)
        keywords = {**func.keywords, **keywords}
        func = func.func
    self = object.__new__(cls)
    self.func = func
    self.args = args
    self.keywords = keywords
    free = [index for index, arg in enumerate(args) if arg is Placeholder]
    self._phcount = len(free)
    if free:
        # The call's first arguments come behind the kept ones, and go to the free places.
        order = list(range(len(args)))
        for number, index in enumerate(free):
            order[index] = len(args) + number
        self._merger = _itemgetter(*order)
    else:
        self._merger = None
    return self


class partialmethod:
    """partial() for a method: the bound object goes in front of the stored arguments."""

    __new__ = _partial_new

    def __repr__(self):
        cls = type(self)
        shown = [repr(self.func)]
        shown += map(repr, self.args)
        shown += [f"{name}={value!r}" for name, value in self.keywords.items()]
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(shown)})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            keywords = {**self.keywords, **keywords}
            kept, free = self.args, self._phcount
            if len(args) < free:
                raise TypeError("missing positional arguments in 'partialmethod' call; "
                                f"expected at least {free}, got {len(args)}")
            if free:
                kept, args = self._merger(kept + args), args[free:]
            return self.func(cls_or_self, *kept, *args, **keywords)
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        result = None
        if get is not None and not isinstance(self.func, partial):
            new_func = get(obj, cls)
            # A descriptor that answers itself did not bind anything.
            if new_func is not self.func:
                result = partial(new_func, *self.args, **self.keywords)
                try:
                    result.__self__ = new_func.__self__
                except AttributeError:
                    pass
        if result is None:
            result = self._make_unbound_method().__get__(obj, cls)
        return result

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(GenericAlias)


def _unwrap_partial(func):
    while isinstance(func, partial):
        func = func.func
    return func


def _unwrap_partialmethod(func):
    while True:
        before = func
        while isinstance(getattr(func, "__partialmethod__", None), partialmethod):
            func = func.__partialmethod__
        while isinstance(func, partialmethod):
            func = func.func
        func = _unwrap_partial(func)
        if func is before:
            return func


class _HashedSeq(list):
    """A cache key that computes its hash once."""

    __slots__ = 'hashvalue'

    def __init__(self, tup, hash=hash):
        self[:] = tup
        self.hashvalue = hash(tup)

    def __hash__(self):
        return self.hashvalue


def _make_key(args, kwds, typed, kwd_mark=(object(),), fasttypes={int, str},
              tuple=tuple, type=type, len=len):
    """The key lru_cache files a call under: as flat as the arguments allow."""
    key = args
    if kwds:
        # Keyword order counts: sorting would cost more than a second entry does.
        key += kwd_mark
        for item in kwds.items():
            key += item
    if typed:
        key += tuple(type(value) for value in args)
        if kwds:
            key += tuple(type(value) for value in kwds.values())
    elif len(key) == 1 and type(key[0]) in fasttypes:
        return key[0]
    return _HashedSeq(key)


_CacheInfo = namedtuple("CacheInfo", "hits misses maxsize currsize")


def lru_cache(maxsize=128, typed=False):
    """Decorator: remember the results of the most recent calls.

    With maxsize None nothing is ever forgotten; with typed, 3 and 3.0 are different calls.
    The wrapper has cache_info(), cache_clear(), cache_parameters() and __wrapped__.
    """
    if isinstance(maxsize, int):
        if maxsize < 0:
            maxsize = 0
    elif callable(maxsize) and isinstance(typed, bool):
        # Used without parentheses: the first argument is the function itself.
        user_function, maxsize = maxsize, 128
        wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _CacheInfo)
        wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
        return update_wrapper(wrapper, user_function)
    elif maxsize is not None:
        raise TypeError(
            'Expected first argument to be an integer, a callable, or None')

    def decorating_function(user_function):
        wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _CacheInfo)
        wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
        return update_wrapper(wrapper, user_function)

    return decorating_function


def cache(user_function, /):
    """lru_cache(maxsize=None): remember every call."""
    return lru_cache(maxsize=None)(user_function)


def _c3_merge(sequences):
    """C3 merge of the given linearizations; the lists are used up."""
    result = []
    while sequences := [seq for seq in sequences if seq]:
        for seq in sequences:
            candidate = seq[0]
            if not any(candidate in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        result.append(candidate)
        for seq in sequences:
            if seq[0] == candidate:
                del seq[0]
    return result


def _c3_mro(cls, abcs=None):
    """The MRO of cls with the abstract base classes it only registers to put in.

    Each goes in at the class that introduces its behaviour: the first one for which
    issubclass() holds while it holds for none of the bases.
    """
    bases = cls.__bases__
    # Explicit abstract bases, and all before the last of them, keep their place.
    boundary = 0
    for position in range(len(bases), 0, -1):
        if hasattr(bases[position - 1], '__abstractmethods__'):
            boundary = position
            break
    explicit = list(bases[:boundary])
    other = list(bases[boundary:])
    remaining = list(abcs) if abcs else []
    introduced = [abc for abc in remaining
                  if issubclass(cls, abc) and not any(issubclass(base, abc) for base in bases)]
    for abc in introduced:
        remaining.remove(abc)
    lines = [[cls]]
    for group in (explicit, introduced, other):
        lines += [_c3_mro(base, abcs=remaining) for base in group]
    return _c3_merge(lines + [explicit, introduced, other])


def _compose_mro(cls, types):
    """The MRO of cls including those abstract base classes of types it belongs to."""
    bases = set(cls.__mro__)
    related = [typ for typ in types
               if typ not in bases and hasattr(typ, '__mro__')
               and not isinstance(typ, GenericAlias) and issubclass(cls, typ)]
    # A base of another entry comes in with that entry.
    related = [typ for typ in related
               if not any(typ != other and typ in other.__mro__ for other in related)]
    type_set = set(related)
    mro = []
    for typ in related:
        found = [[base for base in sub.__mro__ if base in type_set]
                 for sub in typ.__subclasses__()
                 if sub not in bases and issubclass(cls, sub)]
        if not found:
            mro.append(typ)
            continue
        # The subclass that ties most of the entries together decides their order.
        found.sort(key=len, reverse=True)
        for line in found:
            for entry in line:
                if entry not in mro:
                    mro.append(entry)
    return _c3_mro(cls, abcs=mro)


def _find_impl(cls, registry):
    """The implementation registered for the class nearest to cls."""
    match = None
    for typ in _compose_mro(cls, registry.keys()):
        if match is None:
            if typ in registry:
                match = typ
            continue
        # Two unrelated abstract base classes that cls merely registers to: no winner.
        if (typ in registry and typ not in cls.__mro__ and match not in cls.__mro__
                and not issubclass(match, typ)):
            raise RuntimeError(f"Ambiguous dispatch: {match} or {typ}")
        break
    return registry.get(match)


def _annotated_dispatch_type(func):
    """Name and class of the first annotated parameter, with string annotations evaluated."""
    inner = func
    while hasattr(inner, '__wrapped__'):
        inner = inner.__wrapped__
    namespace = getattr(inner, '__globals__', {})
    hints = {}
    for name, hint in func.__annotations__.items():
        if hint is None:
            hint = type(None)
        elif isinstance(hint, str):
            hint = eval(hint, namespace)
        hints[name] = hint
    return next(iter(hints.items()))


def singledispatch(func):
    """Decorator: a generic function that dispatches on the class of its first argument.

    The decorated function is the default; register() adds implementations.
    """
    import types
    import weakref

    registry = {}
    dispatch_cache = weakref.WeakKeyDictionary()
    cache_token = None

    def dispatch(cls):
        """The implementation that a first argument of class cls selects."""
        nonlocal cache_token
        if cache_token is not None:
            current_token = get_cache_token()
            if cache_token != current_token:
                dispatch_cache.clear()
                cache_token = current_token
        try:
            impl = dispatch_cache[cls]
        except KeyError:
            try:
                impl = registry[cls]
            except KeyError:
                impl = _find_impl(cls, registry)
            dispatch_cache[cls] = impl
        return impl

    def _is_union_type(cls):
        return isinstance(cls, types.UnionType)

    def _is_valid_dispatch_type(cls):
        if isinstance(cls, type):
            return True
        return _is_union_type(cls) and all(isinstance(arg, type) for arg in cls.__args__)

    def register(cls, func=None):
        """Add func as the implementation for cls; without func, a decorator that does."""
        nonlocal cache_token
        if _is_valid_dispatch_type(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(
                    f"Invalid first argument to `register()`. "
                    f"{cls!r} is not a class or union type."
                )
            if not getattr(cls, '__annotations__', {}):
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. "
                    f"Use either `@register(some_class)` or plain `@register` "
                    f"on an annotated function."
                )
            func = cls
            argname, cls = _annotated_dispatch_type(func)
            if not _is_valid_dispatch_type(cls):
                if _is_union_type(cls):
                    raise TypeError(
                        f"Invalid annotation for {argname!r}. "
                        f"{cls!r} not all arguments are classes."
                    )
                raise TypeError(
                    f"Invalid annotation for {argname!r}. "
                    f"{cls!r} is not a class."
                )
        if _is_union_type(cls):
            for arg in cls.__args__:
                registry[arg] = func
        else:
            registry[cls] = func
        if cache_token is None and hasattr(cls, '__abstractmethods__'):
            cache_token = get_cache_token()
        dispatch_cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{funcname} requires at least '
                            '1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, '__name__', 'singledispatch function')
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = types.MappingProxyType(registry)
    wrapper._clear_cache = dispatch_cache.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """singledispatch() for methods: dispatches on the first argument after self or cls."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Add method as the implementation for cls."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        return _singledispatchmethod_get(self, obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)

    def __repr__(self):
        return f'<single dispatch method descriptor {_name_of(self.func)}>'


def _name_of(func):
    # What a generic method is called in its repr.
    for attr in ('__qualname__', '__name__'):
        name = getattr(func, attr, _NOT_FOUND)
        if name is not _NOT_FOUND:
            return name
    return '?'


class _singledispatchmethod_get:
    # What a generic method is through an instance or its class: it knows both, and is
    # bound to them only when the first argument has told the implementation.

    # Asked of the function when they are wanted.
    _passed_on = frozenset(('__name__', '__qualname__', '__isabstractmethod__',
                            '__annotations__', '__type_params__'))

    def __init__(self, unbound, obj, cls):
        self._unbound = unbound
        self._dispatch = unbound.dispatcher.dispatch
        self._obj = obj
        self._cls = cls
        # The class has these two of its own, so they would not be passed on.
        for attr in ('__module__', '__doc__'):
            value = getattr(unbound.func, attr, _NOT_FOUND)
            if value is not _NOT_FOUND:
                setattr(self, attr, value)

    def __repr__(self):
        shown = f'single dispatch method {_name_of(self)}'
        if self._obj is None:
            return f'<{shown}>'
        return f'<bound {shown} of {self._obj!r}>'

    def __call__(self, /, *args, **kwargs):
        if not args:
            name = getattr(self._unbound.func, '__name__', 'singledispatchmethod method')
            raise TypeError(f'{name} requires at least 1 positional argument')
        implementation = self._dispatch(args[0].__class__)
        return implementation.__get__(self._obj, self._cls)(*args, **kwargs)

    def __getattr__(self, name):
        if name in self._passed_on:
            return getattr(self._unbound.func, name)
        raise AttributeError

    @property
    def __wrapped__(self):
        return self._unbound.func

    @property
    def register(self):
        return self._unbound.register


_NOT_FOUND = object()


class cached_property:
    """A method whose first result becomes an ordinary attribute of the instance."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                "Cannot assign the same cached_property to two different names "
                f"({self.attrname!r} and {name!r})."
            )

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError(
                "Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            cache = instance.__dict__
        except AttributeError:
            msg = (
                f"No '__dict__' attribute on {type(instance).__name__!r} "
                f"instance to cache {self.attrname!r} property."
            )
            raise TypeError(msg) from None
        val = cache.get(self.attrname, _NOT_FOUND)
        if val is _NOT_FOUND:
            val = self.func(instance)
            try:
                cache[self.attrname] = val
            except TypeError:
                msg = (
                    f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                    f"does not support item assignment for caching {self.attrname!r} property."
                )
                raise TypeError(msg) from None
        return val

    __class_getitem__ = classmethod(GenericAlias)
