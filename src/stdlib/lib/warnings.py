"""Warnings: messages to the programmer that a list of filters lets through or not."""

__all__ = ["warn", "warn_explicit", "showwarning",
           "formatwarning", "filterwarnings", "simplefilter",
           "resetwarnings", "catch_warnings", "deprecated"]

import sys

_ACTIONS = ("default", "always", "ignore", "module", "once", "error", "all")

defaultaction = "default"
onceregistry = {}
# Filters in order: (action, message pattern, category, module pattern, line number), where
# None and 0 match anything. A pattern is an object with match(), or a module name.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
# What modules remember of warnings shown is valid for one state of the filters only.
_filters_version = 1


def _filters_mutated():
    global _filters_version
    _filters_version += 1


class WarningMessage:
    """One warning, as showwarning() gets it and catch_warnings(record=True) keeps it."""

    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file",
                        "line", "source")

    def __init__(self, message, category, filename, lineno, file=None,
                 line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, "
                f"filename : {self.filename!r}, lineno : {self.lineno}, "
                f"line : {self.line!r}}}")


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, by default sys.stderr; programs may replace this."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning; programs may replace this."""
    return _formatwarnmsg_impl(
        WarningMessage(message, category, filename, lineno, None, line))


_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _showwarnmsg_impl(msg):
    file = sys.stderr if msg.file is None else msg.file
    if file is None:
        return
    try:
        file.write(_formatwarnmsg(msg))
    except OSError:
        # There is nobody left to tell.
        pass


def _formatwarnmsg_impl(msg):
    text = f"{msg.filename}:{msg.lineno}: {msg.category.__name__}: {msg.message}\n"
    line = msg.line
    if line is None:
        try:
            import linecache
            line = linecache.getline(msg.filename, msg.lineno)
        except Exception:
            # Imports may fail while the interpreter shuts down.
            pass
    if line:
        text += f"  {line.strip()}\n"
    if msg.source is not None:
        # Nothing traces where objects are made.
        text += f"{msg.category.__name__}: Enable tracemalloc to get the object allocation traceback\n"
    return text


def _showwarnmsg(msg):
    if showwarning is _showwarning_orig:
        _showwarnmsg_impl(msg)
        return
    if not callable(showwarning):
        raise TypeError("warnings.showwarning() must be set to a "
                        "function or method")
    showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)


def _formatwarnmsg(msg):
    if formatwarning is _formatwarning_orig:
        return _formatwarnmsg_impl(msg)
    return formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)


class _Literal:
    """A pattern without special characters, which needs no regular expression."""

    def __init__(self, text, ignore_case):
        self.text = text.lower() if ignore_case else text
        self.ignore_case = ignore_case

    def match(self, text):
        return (text.lower() if self.ignore_case else text).startswith(self.text)

    def __eq__(self, other):
        return (isinstance(other, _Literal)
                and (self.text, self.ignore_case) == (other.text, other.ignore_case))

    def __hash__(self):
        return hash((self.text, self.ignore_case))


class _Exactly(_Literal):
    """As a literal, for the whole of a text."""

    def match(self, text):
        return self.text == text


def _pattern(text, ignore_case):
    if not text:
        return None
    if all(char.isalnum() or char in " _-,:;'\"/<>=!@%&~`" for char in text):
        return _Literal(text, ignore_case)
    import re
    return re.compile(text, re.I if ignore_case else 0)


def _check_action(action):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")


def _check_lineno(lineno):
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")


def filterwarnings(action, message="", category=Warning, module="", lineno=0,
                   append=False):
    """Put a filter in front of, or if append behind, all others.

    message and module are regular expressions that must match from the start.
    """
    _check_action(action)
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    _check_lineno(lineno)
    _add_filter(action, _pattern(message, True), category, _pattern(module, False), lineno,
                append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Like filterwarnings() for any message and module."""
    _check_action(action)
    _check_lineno(lineno)
    _add_filter(action, None, category, None, lineno, append=append)


def _add_filter(*item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        # The same filter further down would be no use.
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _filters_mutated()


def _add_option(option):
    """Put the filter in front that an option -W describes; ValueError if it describes none."""
    fields = option.split(":")
    if len(fields) > 5:
        raise ValueError(f"too many fields (max 5): {option!r}")
    fields += [""] * (5 - len(fields))
    begin, message, wanted, module, line = map(str.strip, fields)
    actions = [action for action in _ACTIONS if action == begin or action.startswith(begin) and action != "all"]
    if not actions:
        raise ValueError(f"invalid action: {begin!r}")
    _add_filter(actions[0], _Literal(message, True) if message else None, _category_named(wanted),
                _Exactly(module, False) if module else None, _line_named(line), append=False)


def _category_named(name):
    if not name:
        return Warning
    module, _, attribute = name.rpartition(".")
    try:
        found = getattr(__import__(module or "builtins", fromlist=[attribute]), attribute)
    except ImportError:
        raise ValueError(f"invalid module name: {module!r}") from None
    except AttributeError:
        raise ValueError(f"unknown warning category: {name!r}") from None
    if not isinstance(found, type) or not issubclass(found, Warning):
        raise ValueError(f"invalid warning category: {name!r}")
    return found


def _line_named(text):
    line = text or 0
    try:
        line = int(line)
        if line >= 0:
            return line
    except ValueError:
        pass
    raise ValueError(f"invalid lineno {line!r}")


def resetwarnings():
    """Remove all filters."""
    filters[:] = []
    _filters_mutated()


def _is_internal_filename(filename):
    return 'importlib' in filename and '_bootstrap' in filename


def _next_external_frame(frame, skip_file_prefixes):
    # The next frame outwards that is not the import system's, nor to be skipped.
    frame = frame.f_back
    while frame is not None:
        filename = frame.f_code.co_filename
        if not (_is_internal_filename(filename)
                or skip_file_prefixes and filename.startswith(skip_file_prefixes)):
            break
        frame = frame.f_back
    return frame


def warn(message, category=None, stacklevel=1, source=None,
         *, skip_file_prefixes=()):
    """Warn about the line stacklevel frames up: 1 is the line that calls this."""
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, "
                        f"not '{type(category).__name__}'")
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError('skip_file_prefixes must be a tuple of strs.')
    if skip_file_prefixes:
        stacklevel = max(2, stacklevel)
    try:
        frame = sys._getframe(1)
        if stacklevel <= 1 or _is_internal_filename(frame.f_code.co_filename):
            frame = sys._getframe(stacklevel)
        else:
            for _ in range(stacklevel - 1):
                frame = _next_external_frame(frame, skip_file_prefixes)
                if frame is None:
                    raise ValueError
    except ValueError:
        # Fewer frames than that.
        globals = sys.__dict__
        filename = "<sys>"
        lineno = 0
    else:
        globals = frame.f_globals
        filename = frame.f_code.co_filename
        lineno = frame.f_lineno
    warn_explicit(message, category, filename, lineno, globals.get('__name__', "<string>"),
                  globals.setdefault("__warningregistry__", {}), globals, source)


def warn_explicit(message, category, filename, lineno,
                  module=None, registry=None, module_globals=None,
                  source=None):
    """Warn about a given line; registry remembers what was shown for that module."""
    lineno = int(lineno)
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    if registry is None:
        registry = {}
    if registry.get('version', 0) != _filters_version:
        registry.clear()
        registry['version'] = _filters_version
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    if registry.get(key):
        return

    for item in filters:
        if _matches(item, text, category, module, lineno):
            action = item[0]
            break
    else:
        item = None
        action = defaultaction
    if action == "ignore":
        return
    # The loader may have to be asked for the source while it can still be reached.
    import linecache
    linecache.getlines(filename, module_globals)
    if action == "error":
        raise message
    if action == "once":
        registry[key] = 1
        if onceregistry.get((text, category)):
            return
        onceregistry[text, category] = 1
    elif action == "module":
        registry[key] = 1
        if registry.get((text, category, 0)):
            return
        registry[text, category, 0] = 1
    elif action == "default":
        registry[key] = 1
    elif action not in ("always", "all"):
        raise RuntimeError(
            f"Unrecognized action ({action!r}) in warnings.filters:\n {item}")
    _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


def _matches(item, text, category, module, lineno):
    action, message_pattern, wanted, module_pattern, line = item
    if message_pattern is not None and not message_pattern.match(text):
        return False
    if not issubclass(category, wanted) or line not in (0, lineno):
        return False
    if isinstance(module_pattern, str):
        return module == module_pattern
    return module_pattern is None or bool(module_pattern.match(module))


def _warn_unawaited_coroutine(coro):
    # Called by the interpreter for a coroutine that dies without ever having run.
    text = f"coroutine '{coro.__qualname__}' was never awaited"
    if coro.cr_origin is not None:
        import linecache
        import traceback
        entries = [(filename, lineno, name, linecache.getline(filename, lineno))
                   for filename, lineno, name in reversed(coro.cr_origin)]
        text += "\nCoroutine created at (most recent call last)\n"
        text += "".join(traceback.format_list(entries)).rstrip("\n")
    warn(text, RuntimeWarning, stacklevel=2, source=coro)


class catch_warnings:
    """Restores filters and showwarning() after the block.

    With record it answers a list that the warnings go to instead of being printed; with
    action it begins with a simplefilter() of these arguments.
    """

    def __init__(self, *, record=False, module=None,
                 action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules['warnings'] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        shown = []
        if self._record:
            shown.append("record=True")
        if self._module is not sys.modules['warnings']:
            shown.append(f"module={self._module!r}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        module = self._module
        self._filters = module.filters
        module.filters = self._filters[:]
        module._filters_mutated()
        self._showwarning = module.showwarning
        self._showwarnmsg_impl = module._showwarnmsg_impl
        if self._filter is not None:
            simplefilter(*self._filter)
        if not self._record:
            return None
        log = []
        module._showwarnmsg_impl = log.append
        # A replaced showwarning() would keep the warnings from the log.
        module.showwarning = module._showwarning_orig
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        self._module.filters = self._filters
        self._module._filters_mutated()
        self._module.showwarning = self._showwarning
        self._module._showwarnmsg_impl = self._showwarnmsg_impl


class deprecated:
    """Decorator: using the function or class warns that it is deprecated (PEP 702)."""

    def __init__(self, message: str, /, *,
                 category: type[Warning] | None = DeprecationWarning,
                 stacklevel: int = 1) -> None:
        if not isinstance(message, str):
            raise TypeError(
                f"Expected an object of type str for 'message', not {type(message).__name__!r}"
            )
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        # The functions below refer to these and not to self, which may die.
        msg = self.message
        category = self.category
        stacklevel = self.stacklevel
        if category is None:
            arg.__deprecated__ = msg
            return arg
        if isinstance(arg, type):
            return _deprecated_class(arg, msg, category, stacklevel)
        if not callable(arg):
            raise TypeError(
                "@deprecated decorator with non-None category must be applied to "
                f"a class or callable, not {arg!r}"
            )
        import functools

        @functools.wraps(arg)
        def wrapper(*args, **kwargs):
            warn(msg, category=category, stacklevel=stacklevel + 1)
            return arg(*args, **kwargs)

        arg.__deprecated__ = wrapper.__deprecated__ = msg
        return wrapper


def _deprecated_class(arg, msg, category, stacklevel):
    # Making an instance or a subclass warns.
    import functools

    original_new = arg.__new__

    @functools.wraps(original_new)
    def __new__(cls, /, *args, **kwargs):
        if cls is arg:
            warn(msg, category=category, stacklevel=stacklevel + 1)
        if original_new is not object.__new__:
            return original_new(cls, *args, **kwargs)
        # object.__new__ would see an overridden __new__ and pass over excess arguments.
        if cls.__init__ is object.__init__ and (args or kwargs):
            raise TypeError(f"{cls.__name__}() takes no arguments")
        return original_new(cls)

    arg.__new__ = staticmethod(__new__)

    original_init_subclass = arg.__init_subclass__
    written_in_python = isinstance(original_init_subclass, type(_Literal("", False).match))
    if written_in_python:
        original_init_subclass = original_init_subclass.__func__

    @functools.wraps(original_init_subclass)
    def __init_subclass__(*args, **kwargs):
        warn(msg, category=category, stacklevel=stacklevel + 1)
        return original_init_subclass(*args, **kwargs)

    if written_in_python:
        arg.__init_subclass__ = classmethod(__init_subclass__)
    else:
        arg.__init_subclass__ = __init_subclass__
    arg.__deprecated__ = __new__.__deprecated__ = msg
    __init_subclass__.__deprecated__ = msg
    return arg


_DEPRECATED_MSG = "{name!r} is deprecated and slated for removal in Python {remove}"


def _deprecated(name, message=_DEPRECATED_MSG, *, remove, _version=sys.version_info):
    """Warn that a name will go in version remove; RuntimeError if it should have gone."""
    shown = f"{remove[0]}.{remove[1]}"
    if _version[:2] > remove or _version[:2] == remove and _version[3] != "alpha":
        raise RuntimeError(f"{name!r} was slated for removal after Python {shown} alpha")
    warn(message.format(name=name, remove=shown), DeprecationWarning, stacklevel=3)


for _option in sys.warnoptions:
    try:
        _add_option(_option)
    except ValueError as _reason:
        print("Invalid -W option ignored:", _reason, file=sys.stderr)
    del _option
