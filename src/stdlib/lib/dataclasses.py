"""Classes whose methods are written from their annotated fields."""

__all__ = ['dataclass',
           'field',
           'Field',
           'FrozenInstanceError',
           'InitVar',
           'KW_ONLY',
           'MISSING',
           'fields',
           'asdict',
           'astuple',
           'make_dataclass',
           'replace',
           'is_dataclass',
           ]

import sys

from reprlib import recursive_repr

MappingProxyType = type(type.__dict__)
GenericAlias = type(list[int])


class FrozenInstanceError(AttributeError):
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


# Default of an __init__ parameter whose field has a factory.
_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()

_EMPTY_METADATA = MappingProxyType({})


class _FIELD_BASE:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE('_FIELD')
_FIELD_CLASSVAR = _FIELD_BASE('_FIELD_CLASSVAR')
_FIELD_INITVAR = _FIELD_BASE('_FIELD_INITVAR')

_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_POST_INIT_NAME = '__post_init__'

# Copied by asdict() and astuple() as they are.
_ATOMIC_TYPES = frozenset({
    type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented),
    type((lambda: None).__code__), type(len), type(lambda: None), type, range, property,
})


class InitVar:
    """InitVar[type]: a parameter of __init__ that goes to __post_init__, not a field."""

    __slots__ = ('type', )

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f'dataclasses.InitVar[{name}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """One field, as field() or the decorator made it."""

    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init',
                 'compare', 'metadata', 'kw_only', 'doc', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare,
                 metadata, kw_only, doc):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else MappingProxyType(metadata)
        self.kw_only = kw_only
        self.doc = doc
        self._field_type = None

    @recursive_repr()
    def __repr__(self):
        shown = [f'{name}={getattr(self, name)!r}' for name in (
            'name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare',
            'metadata', 'kw_only', 'doc')]
        return f"Field({','.join(shown)},_field_type={self._field_type})"

    def __set_name__(self, owner, name):
        # The class sees the Field in place of the default, a descriptor perhaps.
        func = getattr(type(self.default), '__set_name__', None)
        if func:
            func(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _DataclassParams:
    """The arguments of the decorator, kept on the class."""

    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen', 'match_args',
                 'kw_only', 'slots', 'weakref_slot')

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen,
                 match_args, kw_only, slots, weakref_slot):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen
        self.match_args = match_args
        self.kw_only = kw_only
        self.slots = slots
        self.weakref_slot = weakref_slot

    def __repr__(self):
        shown = ','.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)
        return f'_DataclassParams({shown})'


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True,
          hash=None, compare=True, metadata=None, kw_only=MISSING, doc=None):
    """Describe a field where an annotation and a default are not enough."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare,
                 metadata, kw_only, doc)


def _tuple_str(obj_name, fields):
    if not fields:
        return '()'
    return f'({",".join([f"{obj_name}.{f.name}" for f in fields])},)'


class _FuncBuilder:
    """Collects the source of methods and compiles them in one go.

    They are nested in a function whose parameters are the objects they refer to, so those
    end up in cells and need no name in the module of the class.
    """

    def __init__(self, globals):
        self.names = []
        self.src = []
        self.globals = globals
        self.locals = {}
        self.overwrite_errors = {}
        self.unconditional_adds = {}

    def add_fn(self, name, args, body, *, locals=None, return_type=MISSING,
               overwrite_error=False, unconditional_add=False, decorator=None):
        if locals is not None:
            self.locals.update(locals)
        if overwrite_error:
            self.overwrite_errors[name] = overwrite_error
        if unconditional_add:
            self.unconditional_adds[name] = True
        self.names.append(name)
        returns = ''
        if return_type is not MISSING:
            self.locals[f'__dataclass_{name}_return_type__'] = return_type
            returns = f'->__dataclass_{name}_return_type__'
        lines = [f' {decorator}'] if decorator else []
        lines.append(f" def {name}({','.join(args)}){returns}:")
        self.src.append('\n'.join([*lines, *body]))

    def add_fns_to_class(self, cls):
        parameters = ','.join(self.locals)
        functions = '\n'.join(self.src)
        result = f"({','.join(self.names)},)" if self.names else '()'
        ns = {}
        exec(f"def __create_fn__({parameters}):\n{functions}\n return {result}",
             self.globals, ns)
        fns = ns['__create_fn__'](**self.locals)

        for name, fn in zip(self.names, fns):
            fn.__qualname__ = f"{cls.__qualname__}.{fn.__name__}"
            if self.unconditional_adds.get(name, False):
                setattr(cls, name, fn)
            elif _set_new_attribute(cls, name, fn):
                hint = self.overwrite_errors.get(name)
                if hint:
                    message = (f'Cannot overwrite attribute {fn.__name__} '
                               f'in class {cls.__name__}')
                    raise TypeError(message if hint is True else f'{message} {hint}')


def _has_default(f):
    return f.default is not MISSING or f.default_factory is not MISSING


def _field_init(f, frozen, locals, self_name, slots):
    # The line of __init__ that sets a field, or None if nothing is to be set.
    default_name = f'__dataclass_dflt_{f.name}__'
    if f.default_factory is not MISSING:
        locals[default_name] = f.default_factory
        value = f'{default_name}()'
        if f.init:
            value += f' if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}'
    elif f.init:
        if f.default is not MISSING:
            locals[default_name] = f.default
        value = f.name
    elif slots and f.default is not MISSING:
        # With slots there is no class attribute left to hold the default.
        locals[default_name] = f.default
        value = default_name
    else:
        return None
    if f._field_type is _FIELD_INITVAR:
        return None
    if frozen:
        return f'  __dataclass_builtins_object__.__setattr__({self_name},{f.name!r},{value})'
    return f'  {self_name}.{f.name}={value}'


def _init_param(f):
    default = ''
    if f.default is not MISSING:
        default = f'=__dataclass_dflt_{f.name}__'
    elif f.default_factory is not MISSING:
        default = '=__dataclass_HAS_DEFAULT_FACTORY__'
    return f'{f.name}:__dataclass_type_{f.name}__{default}'


def _init_fn(fields, std_fields, kw_only_fields, frozen, has_post_init,
             self_name, func_builder, slots):
    seen_default = None
    for f in std_fields:
        if f.init:
            if _has_default(f):
                seen_default = f
            elif seen_default:
                raise TypeError(f'non-default argument {f.name!r} '
                                f'follows default argument {seen_default.name!r}')

    locals = {f'__dataclass_type_{f.name}__': f.type for f in fields}
    locals['__dataclass_HAS_DEFAULT_FACTORY__'] = _HAS_DEFAULT_FACTORY
    locals['__dataclass_builtins_object__'] = object
    body = []
    for f in fields:
        line = _field_init(f, frozen, locals, self_name, slots)
        if line:
            body.append(line)
    if has_post_init:
        passed = ','.join(f.name for f in fields if f._field_type is _FIELD_INITVAR)
        body.append(f'  {self_name}.{_POST_INIT_NAME}({passed})')

    params = [self_name, *map(_init_param, std_fields)]
    if kw_only_fields:
        params += ['*', *map(_init_param, kw_only_fields)]
    func_builder.add_fn('__init__', params, body or ['  pass'],
                        locals=locals, return_type=None)


def _frozen_get_del_attr(cls, fields, func_builder):
    locals = {'cls': cls, 'FrozenInstanceError': FrozenInstanceError}
    condition = 'type(self) is cls'
    if fields:
        condition += ' or name in {' + ', '.join(repr(f.name) for f in fields) + '}'
    for name, args, verb in (('__setattr__', ('self', 'name', 'value'), 'assign to'),
                             ('__delattr__', ('self', 'name'), 'delete')):
        func_builder.add_fn(
            name, args,
            (f'  if {condition}:',
             f'   raise FrozenInstanceError(f"cannot {verb} field {{name!r}}")',
             f"  super(cls, self).{name}({', '.join(args[1:])})"),
            locals=locals,
            overwrite_error=True)


def _is_classvar(a_type, typing):
    return (a_type is typing.ClassVar
            or (type(a_type) is typing._GenericAlias
                and a_type.__origin__ is typing.ClassVar))


def _is_initvar(a_type, dataclasses):
    return a_type is dataclasses.InitVar or type(a_type) is dataclasses.InitVar


def _is_kw_only(a_type, dataclasses):
    return a_type is dataclasses.KW_ONLY


def _dotted_start(annotation):
    # The module and name an annotation starts with: (None, name), (module, name) or None.
    words = []
    rest = annotation
    while len(words) < 2:
        rest = rest.lstrip()
        length = 0
        while length < len(rest) and (rest[length].isalnum() or rest[length] == '_'):
            length += 1
        if not length:
            break
        words.append(rest[:length])
        rest = rest[length:].lstrip()
        if not rest.startswith('.'):
            break
        rest = rest[1:]
    if not words:
        return None
    return (None, words[0]) if len(words) == 1 else (words[0], words[1])


def _is_type(annotation, cls, a_module, a_type, is_type_predicate):
    """Whether an annotation that is a string means a_type, as far as its start tells.

    Evaluating it could fail or have effects; the names it starts with are looked up only.
    """
    start = _dotted_start(annotation)
    if start is None:
        return False
    ns = None
    module_name, name = start
    module = sys.modules.get(cls.__module__)
    if not module_name:
        ns = module.__dict__
    elif module and module.__dict__.get(module_name) is a_module:
        ns = sys.modules.get(a_type.__module__).__dict__
    return bool(ns and is_type_predicate(ns.get(name), a_module))


def _get_field(cls, a_name, a_type, default_kw_only):
    default = getattr(cls, a_name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, type(Field.name)):
            # A slot of the same name, not a default.
            default = MISSING
        f = field(default=default)
    f.name = a_name
    f.type = a_type

    f._field_type = _FIELD
    typing = sys.modules.get('typing')
    if typing and (_is_classvar(a_type, typing)
                   or (isinstance(a_type, str)
                       and _is_type(a_type, cls, typing, typing.ClassVar, _is_classvar))):
        f._field_type = _FIELD_CLASSVAR
    if f._field_type is _FIELD:
        dataclasses = sys.modules[__name__]
        if (_is_initvar(a_type, dataclasses)
                or (isinstance(a_type, str)
                    and _is_type(a_type, cls, dataclasses, dataclasses.InitVar,
                                 _is_initvar))):
            f._field_type = _FIELD_INITVAR

    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f'field {f.name} cannot have a '
                        'default factory')
    if f._field_type is not _FIELD_CLASSVAR:
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f'field {f.name} is a ClassVar but specifies '
                        'kw_only')
    # Unhashable stands for mutable.
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field '
                         f'{f.name} is not allowed: use default_factory')
    return f


def _set_new_attribute(cls, name, value):
    # True if the class has the attribute itself; then it is left alone.
    if name in cls.__dict__:
        return True
    setattr(cls, name, value)
    return False


def _add_hash(cls, fields, func_builder, unsafe_hash, eq, frozen, has_explicit_hash):
    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f'Cannot overwrite attribute __hash__ '
                            f'in class {cls.__name__}')
    elif not eq or has_explicit_hash:
        return
    cls.__hash__ = None
    if unsafe_hash or frozen:
        hashed = [f for f in fields if (f.compare if f.hash is None else f.hash)]
        func_builder.add_fn('__hash__', ('self',),
                            [f"  return hash({_tuple_str('self', hashed)})"],
                            unconditional_add=True)


def _collect_fields(cls, kw_only):
    """The fields of a class: those of its bases, then its own; all without what the class
    body says of frozen, which is checked by the caller."""
    annotations = cls.__annotations__
    own = []
    kw_only_seen = False
    dataclasses = sys.modules[__name__]
    for name, type in annotations.items():
        if (_is_kw_only(type, dataclasses)
                or (isinstance(type, str)
                    and _is_type(type, cls, dataclasses, dataclasses.KW_ONLY, _is_kw_only))):
            if kw_only_seen:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY '
                                'has already been specified')
            kw_only_seen = True
            kw_only = True
        else:
            own.append(_get_field(cls, name, type, kw_only))
    for f in own:
        # The class attribute is the default, or goes if there is none.
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    return own


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen,
                   match_args, kw_only, slots, weakref_slot):
    fields = {}
    if cls.__module__ in sys.modules:
        globals = sys.modules[cls.__module__].__dict__
    else:
        globals = {}
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen,
                                           match_args, kw_only, slots, weakref_slot))

    frozen_bases = []
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields is not None:
            for f in base_fields.values():
                fields[f.name] = f
            frozen_bases.append(getattr(base, _PARAMS).frozen)
    for f in _collect_fields(cls, kw_only):
        fields[f.name] = f
    if any(frozen_bases) and not frozen:
        raise TypeError('cannot inherit non-frozen dataclass from a '
                        'frozen one')
    if not all(frozen_bases) and frozen:
        raise TypeError('cannot inherit frozen dataclass from a '
                        'non-frozen one')
    setattr(cls, _FIELDS, fields)

    # __eq__ alone makes the class statement set __hash__ to None; that is not explicit.
    class_hash = cls.__dict__.get('__hash__', MISSING)
    has_explicit_hash = not (class_hash is MISSING or
                             (class_hash is None and '__eq__' in cls.__dict__))
    if order and not eq:
        raise ValueError('eq must be true if order is true')

    init_fields = [f for f in fields.values() if f._field_type is not _FIELD_CLASSVAR]
    std_init_fields = tuple(f for f in init_fields if f.init and not f.kw_only)
    kw_only_init_fields = tuple(f for f in init_fields if f.init and f.kw_only)
    func_builder = _FuncBuilder(globals)
    if init:
        _init_fn(init_fields, std_init_fields, kw_only_init_fields, frozen,
                 hasattr(cls, _POST_INIT_NAME),
                 '__dataclass_self__' if 'self' in fields else 'self',
                 func_builder, slots)
    _set_new_attribute(cls, '__replace__', _replace)

    field_list = [f for f in fields.values() if f._field_type is _FIELD]
    if repr:
        shown = ', '.join(f"{f.name}={{self.{f.name}!r}}" for f in field_list if f.repr)
        func_builder.add_fn('__repr__', ('self',),
                            [f'  return f"{{self.__class__.__qualname__}}({shown})"'],
                            locals={'__dataclasses_recursive_repr': recursive_repr},
                            decorator="@__dataclasses_recursive_repr()")
    compared = [f for f in field_list if f.compare]
    if eq:
        terms = ' and '.join(f'self.{f.name}==other.{f.name}' for f in compared)
        func_builder.add_fn('__eq__', ('self', 'other'),
                            ['  if self is other:',
                             '   return True',
                             '  if other.__class__ is self.__class__:',
                             f"   return {terms or 'True'}",
                             '  return NotImplemented'])
    if order:
        for name, op in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            comparison = f"{_tuple_str('self', compared)}{op}{_tuple_str('other', compared)}"
            func_builder.add_fn(name, ('self', 'other'),
                                ['  if other.__class__ is self.__class__:',
                                 f'   return {comparison}',
                                 '  return NotImplemented'],
                                overwrite_error='Consider using functools.total_ordering')
    if frozen:
        _frozen_get_del_attr(cls, field_list, func_builder)
    _add_hash(cls, field_list, func_builder, unsafe_hash, eq, frozen, has_explicit_hash)
    func_builder.add_fns_to_class(cls)

    if not getattr(cls, '__doc__'):
        # With a __call__ of its own the metaclass may expect anything.
        plain = type(cls).__call__ is type.__call__
        cls.__doc__ = cls.__name__ + (_signature_text(cls.__init__) if plain else '')
    if match_args:
        _set_new_attribute(cls, '__match_args__', tuple(f.name for f in std_init_fields))
    if weakref_slot and not slots:
        raise TypeError('weakref_slot is True but slots is False')
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot)
    if hasattr(cls, '__abstractmethods__'):
        import abc
        abc.update_abstractmethods(cls)
    return cls


def _annotation_text(annotation):
    if getattr(annotation, '__module__', None) == 'typing':
        return repr(annotation).replace('typing.', '')
    if isinstance(annotation, GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ == 'builtins':
            return annotation.__qualname__
        return f'{annotation.__module__}.{annotation.__qualname__}'
    return repr(annotation)


def _signature_text(init):
    """The parameters of an __init__ method without self, as inspect would write them."""
    code = getattr(init, '__code__', None)
    if code is None:
        return '()'
    positional = code.co_varnames[:code.co_argcount]
    keyword_only = code.co_varnames[code.co_argcount:
                                    code.co_argcount + code.co_kwonlyargcount]
    rest = list(code.co_varnames[code.co_argcount + code.co_kwonlyargcount:])
    annotations = init.__annotations__
    defaults = dict(init.__kwdefaults__ or {})
    given = init.__defaults__ or ()
    defaults.update(zip(positional[len(positional) - len(given):], given))

    def parameter(name, prefix=''):
        text = prefix + name
        if name in annotations:
            text += ': ' + _annotation_text(annotations[name])
        if name in defaults:
            text += (' = ' if name in annotations else '=') + repr(defaults[name])
        return text

    shown = [parameter(name) for name in positional[1:]]
    if code.co_posonlyargcount > 1:
        shown.insert(code.co_posonlyargcount - 1, '/')
    if code.co_flags & 0x04:
        shown.append(parameter(rest.pop(0), '*'))
    elif keyword_only:
        shown.append('*')
    shown += [parameter(name) for name in keyword_only]
    if code.co_flags & 0x08:
        shown.append(parameter(rest.pop(0), '**'))
    text = f"({', '.join(shown)})"
    if annotations.get('return') is not None:
        text += ' -> ' + _annotation_text(annotations['return'])
    return text


# State of instances with slots and no settable attributes, for copy and pickle.

def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for field, value in zip(fields(self), state):
        object.__setattr__(self, field.name, value)


def _get_slots(cls):
    slots = cls.__dict__.get('__slots__')
    if slots is None:
        if getattr(cls, '__weakrefoffset__', -1) != 0:
            yield '__weakref__'
        if getattr(cls, '__dictoffset__', -1) != 0:
            yield '__dict__'
    elif isinstance(slots, str):
        yield slots
    elif not hasattr(slots, '__next__'):
        yield from slots
    else:
        # An iterator, used up when the class was made.
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")


def _add_slots(cls, is_frozen, weakref_slot):
    """A new class with slots: they cannot be added to one that exists."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    namespace = dict(cls.__dict__)
    field_names = tuple(f.name for f in fields(cls))
    inherited = {name for base in cls.__mro__[1:-1] for name in _get_slots(base)}
    wanted = field_names + (('__weakref__',) if weakref_slot else ())
    namespace["__slots__"] = tuple(name for name in wanted if name not in inherited)
    for name in (*field_names, '__dict__', '__weakref__'):
        namespace.pop(name, None)
    qualname = getattr(cls, '__qualname__', None)
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        cls.__qualname__ = qualname
    if is_frozen:
        if '__getstate__' not in namespace:
            cls.__getstate__ = _dataclass_getstate
        if '__setstate__' not in namespace:
            cls.__setstate__ = _dataclass_setstate
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False,
              unsafe_hash=False, frozen=False, match_args=True,
              kw_only=False, slots=False, weakref_slot=False):
    """Decorator: add the methods asked for, as the annotations of the class say."""

    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash,
                              frozen, match_args, kw_only, slots,
                              weakref_slot)

    if cls is None:
        return wrap
    return wrap(cls)


def fields(class_or_instance):
    """The fields of a dataclass or an instance of one, as a tuple of Field."""
    try:
        fields = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in fields.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Whether obj is a dataclass or an instance of one."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance as a dict, dataclasses inside it as dicts too."""
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")

    return _convert(obj, dict_factory, True)


def astuple(obj, *, tuple_factory=tuple):
    """The fields of an instance as a tuple, dataclasses inside it as tuples too."""
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert(obj, tuple_factory, False)


def _convert(obj, factory, named):
    # The factory makes the result of a dataclass from a list of values or, if named, of
    # (name, value) pairs; containers are rebuilt, everything else is deep-copied.
    cls = type(obj)
    if cls in _ATOMIC_TYPES:
        return obj
    if hasattr(cls, _FIELDS):
        values = [(f.name, _convert(getattr(obj, f.name), factory, named))
                  for f in fields(obj)]
        return factory(values if named else [value for name, value in values])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        # A named tuple takes its items one by one.
        return cls(*[_convert(item, factory, named) for item in obj])
    if isinstance(obj, (list, tuple)):
        return cls([_convert(item, factory, named) for item in obj])
    if isinstance(obj, dict):
        pairs = ((_convert(key, factory, named), _convert(value, factory, named))
                 for key, value in obj.items())
        if hasattr(cls, 'default_factory'):
            # A defaultdict takes the factory first.
            result = cls(obj.default_factory)
            for key, value in pairs:
                result[key] = value
            return result
        return cls(pairs)
    import copy
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True,
                   repr=True, eq=True, order=False, unsafe_hash=False,
                   frozen=False, match_args=True, kw_only=False, slots=False,
                   weakref_slot=False, module=None):
    """Make a dataclass from names, (name, type) and (name, type, Field)."""
    import types
    from keyword import iskeyword

    if namespace is None:
        namespace = {}
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, tp = item, 'typing.Any'
        elif len(item) == 2:
            name, tp = item
        elif len(item) == 3:
            name, tp, defaults[item[0]] = item
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in annotations:
            raise TypeError(f'Field name duplicated: {name!r}')
        annotations[name] = tp

    def exec_body_callback(ns):
        ns.update(namespace)
        ns.update(defaults)
        ns['__annotations__'] = annotations

    cls = types.new_class(cls_name, bases, {}, exec_body_callback)
    # Pickling looks the class up in the module it says it is from: the caller's.
    cls.__module__ = (sys._getframemodulename(1) or '__main__') if module is None else module
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order,
                     unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new instance with some fields changed."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f'field {f.name} is declared with '
                                f'init=False, it cannot be specified with '
                                f'replace()')
        elif f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} "
                                f'must be specified with replace()')
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
