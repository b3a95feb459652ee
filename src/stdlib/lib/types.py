"""Names for the interpreter's own types, and helpers that build classes at run time."""

import sys


def _sample_function():
    pass


def _sample_generator():
    yield


async def _sample_coroutine():
    pass


async def _sample_async_generator():
    yield


def _sample_cell(value):
    return (lambda: value).__closure__[0]


# Deleted below, this class is garbage for the collector, as the corresponding one of CPython
# is: a collection right after the first `import types` finds the same seven objects.
class _SampleClass:
    def method(self):
        pass


FunctionType = type(_sample_function)
LambdaType = FunctionType
CodeType = type(_sample_function.__code__)
MappingProxyType = type(type.__dict__)
SimpleNamespace = type(sys.implementation)
CellType = type(_sample_cell(None))
GeneratorType = type(_sample_generator())
_sample = _sample_coroutine()
CoroutineType = type(_sample)
_sample.close()
AsyncGeneratorType = type(_sample_async_generator())
MethodType = type(_SampleClass().method)
BuiltinFunctionType = type(len)
BuiltinMethodType = BuiltinFunctionType
WrapperDescriptorType = type(object.__init__)
MethodWrapperType = type(object().__str__)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(dict.__dict__["fromkeys"])
ModuleType = type(sys)

try:
    raise TypeError
except TypeError as exc:
    TracebackType = type(exc.__traceback__)
    FrameType = type(exc.__traceback__.tb_frame)

GetSetDescriptorType = type(FunctionType.__code__)
MemberDescriptorType = type(FunctionType.__globals__)
GenericAlias = type(list[int])
UnionType = type(int | str)
EllipsisType = type(...)
NoneType = type(None)
NotImplementedType = type(NotImplemented)

del sys, _sample_function, _sample_generator, _sample_cell, _SampleClass
del _sample_coroutine, _sample_async_generator, _sample


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Build a class the way a class statement does, with its metaclass worked out."""
    final_bases = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, final_bases, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if final_bases is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, final_bases, namespace, **kwds)


def resolve_bases(bases):
    """Replace every base that is no class by what its __mro_entries__ answers (PEP 560)."""
    resolved = []
    changed = False
    for base in bases:
        if isinstance(base, type) or not hasattr(base, "__mro_entries__"):
            resolved.append(base)
            continue
        entries = base.__mro_entries__(bases)
        if not isinstance(entries, tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        resolved.extend(entries)
        changed = True
    return tuple(resolved) if changed else bases


def prepare_class(name, bases=(), kwds=None):
    """Return (metaclass, namespace, keywords) for a class about to be built.

    The keywords are a copy without "metaclass"; the caller's mapping is left alone.
    """
    kwds = {} if kwds is None else dict(kwds)
    if "metaclass" in kwds:
        meta = kwds.pop("metaclass")
    else:
        meta = type(bases[0]) if bases else type
    # Only a real type takes part in the most-derived rule; any callable may be a metaclass.
    if isinstance(meta, type):
        meta = _most_derived_metaclass(meta, bases)
    if hasattr(meta, "__prepare__"):
        namespace = meta.__prepare__(name, bases, **kwds)
    else:
        namespace = {}
    return meta, namespace, kwds


def _most_derived_metaclass(meta, bases):
    for base in bases:
        candidate = type(base)
        if issubclass(meta, candidate):
            continue
        if not issubclass(candidate, meta):
            raise TypeError("metaclass conflict: "
                            "the metaclass of a derived class "
                            "must be a (non-strict) subclass "
                            "of the metaclasses of all its bases")
        meta = candidate
    return meta


def get_original_bases(cls, /):
    """Return the bases as written, before __mro_entries__ replaced any of them."""
    try:
        return cls.__dict__.get("__orig_bases__", cls.__bases__)
    except AttributeError:
        raise TypeError(
            f"Expected an instance of type, not {type(cls).__name__!r}"
        ) from None


class DynamicClassAttribute:
    """A property seen only on instances: on the class, lookup falls to the metaclass."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.__doc__ = doc or fget.__doc__
        self.overwrite_doc = doc is None
        self.__isabstractmethod__ = bool(getattr(fget, "__isabstractmethod__", False))

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            # An abstract one must be reachable through the class, so ABCMeta can count it.
            if self.__isabstractmethod__:
                return self
            raise AttributeError()
        if self.fget is None:
            raise AttributeError("unreadable attribute")
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def getter(self, fget):
        doc = (fget.__doc__ if self.overwrite_doc else None) or self.__doc__
        return self._with(fget, self.fset, self.fdel, doc)

    def setter(self, fset):
        return self._with(self.fget, fset, self.fdel, self.__doc__)

    def deleter(self, fdel):
        return self._with(self.fget, self.fset, fdel, self.__doc__)

    def _with(self, fget, fset, fdel, doc):
        changed = type(self)(fget, fset, fdel, doc)
        changed.overwrite_doc = self.overwrite_doc
        return changed


_MARKED = 0x100
_AWAITABLE = 0x80 | _MARKED
_GENERATOR = 0x20


def coroutine(func):
    """Decorator: what func returns can be awaited. A generator function is marked, others are wrapped."""
    if not callable(func):
        raise TypeError('types.coroutine() expects a callable')
    if type(func) is FunctionType:
        code = func.__code__
        if code.co_flags & _AWAITABLE:
            return func
        if code.co_flags & _GENERATOR:
            func.__code__ = code.replace(co_flags=code.co_flags | _MARKED)
            return func

    import _collections_abc
    import functools

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        made = func(*args, **kwargs)
        if (isinstance(made, _collections_abc.Generator)
                and not isinstance(made, _collections_abc.Coroutine)
                and not (type(made) is GeneratorType and made.gi_code.co_flags & _MARKED)):
            # Something that behaves as a generator: await takes it for one behind this.
            return _GeneratorWrapper(made)
        return made
    return wrapped


def _passed_on(name):
    return property(lambda self: getattr(self._made, name))


class _GeneratorWrapper:
    """Makes an object that behaves as a generator awaitable: awaiting it iterates the object."""

    def __init__(self, made):
        self._made = made
        for name in ("__name__", "__qualname__"):
            setattr(self, name, getattr(made, name, None))

    gi_code = cr_code = _passed_on("gi_code")
    gi_frame = cr_frame = _passed_on("gi_frame")
    gi_running = cr_running = _passed_on("gi_running")
    gi_suspended = cr_suspended = _passed_on("gi_suspended")
    gi_yieldfrom = cr_await = _passed_on("gi_yieldfrom")

    def __await__(self):
        return self._made if type(self._made) is GeneratorType else self

    __iter__ = __await__

    def __next__(self):
        return next(self._made)

    def send(self, value):
        return self._made.send(value)

    def throw(self, *error):
        return self._made.throw(*error)

    def close(self):
        return self._made.close()


__all__ = [name for name in globals() if not name.startswith("_")]
