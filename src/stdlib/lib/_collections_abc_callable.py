"""The generic alias of collections.abc.Callable."""

# The class belongs to the public module.
__name__ = "collections.abc"

GenericAlias = type(list[int])
FunctionType = type(lambda: None)


class _CallableGenericAlias(GenericAlias):
    """Callable[[arguments], result]; __args__ is flat, the result last."""

    __slots__ = ()

    def __new__(cls, origin, args):
        if not (isinstance(args, tuple) and len(args) == 2):
            raise TypeError(
                "Callable must be used as Callable[[arg, ...], result].")
        arguments, result = args
        if isinstance(arguments, (tuple, list)):
            args = (*arguments, result)
        elif not _is_param_expr(arguments):
            raise TypeError(f"Expected a list of types, an ellipsis, "
                            f"ParamSpec, or Concatenate. Got {arguments}")
        return super().__new__(cls, origin, args)

    def __repr__(self):
        *arguments, result = self.__args__
        if len(arguments) == 1 and _is_param_expr(arguments[0]):
            return super().__repr__()
        shown = ", ".join([_type_repr(argument) for argument in arguments])
        return f'collections.abc.Callable[[{shown}], {_type_repr(result)}]'

    def __reduce__(self):
        args = self.__args__
        if not (len(args) == 2 and _is_param_expr(args[0])):
            args = list(args[:-1]), args[-1]
        from _collections_abc import Callable
        return _CallableGenericAlias, (Callable, args)

    def __getitem__(self, item):
        # Substitution of type variables keeps this class.
        from _collections_abc import Callable
        if not isinstance(item, tuple):
            item = (item,)
        new_args = super().__getitem__(item).__args__
        if not isinstance(new_args[0], (tuple, list)):
            new_args = (new_args[:-1], new_args[-1])
        return _CallableGenericAlias(Callable, tuple(new_args))


def _is_param_expr(obj):
    # What may stand in place of the argument list.
    if obj is ... or isinstance(obj, list):
        return True
    cls = type(obj)
    return (cls.__module__ == 'typing'
            and cls.__name__ in ('ParamSpec', '_ConcatenateGenericAlias'))


def _type_repr(obj):
    if isinstance(obj, type):
        if obj.__module__ == 'builtins':
            return obj.__qualname__
        return f'{obj.__module__}.{obj.__qualname__}'
    if obj is ...:
        return '...'
    if isinstance(obj, FunctionType):
        return obj.__name__
    return repr(obj)
