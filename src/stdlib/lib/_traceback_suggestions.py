"""The name an error probably meant, for the "Did you mean" hints of tracebacks."""

_MAX_CANDIDATES = 750
_MAX_LENGTH = 40
# A letter in the wrong case is half a mistake.
_MOVE_COST = 2
_CASE_COST = 1


def closest(candidates, wrong_name):
    """The candidate nearest to wrong_name, or None if none is near enough."""
    if len(candidates) > _MAX_CANDIDATES:
        return None
    best = None
    best_distance = None
    for candidate in candidates:
        if candidate == wrong_name:
            # It exists after all, so it is not what was missing.
            continue
        # At most a third of the letters of both may be wrong.
        limit = (len(candidate) + len(wrong_name) + 3) * _MOVE_COST // 6
        if best is not None:
            limit = min(limit, best_distance - 1)
        distance = edit_distance(wrong_name, candidate, limit)
        if distance <= limit:
            best = candidate
            best_distance = distance
    return best


def edit_distance(a, b, limit):
    """Levenshtein distance of two names, or limit + 1 as soon as it must exceed limit."""
    if a == b:
        return 0
    start = 0
    shortest = min(len(a), len(b))
    while start < shortest and a[start] == b[start]:
        start += 1
    end = 0
    while end < shortest - start and a[-1 - end] == b[-1 - end]:
        end += 1
    a = a[start:len(a) - end]
    b = b[start:len(b) - end]
    if not a or not b:
        return _MOVE_COST * (len(a) + len(b))
    if len(a) > _MAX_LENGTH or len(b) > _MAX_LENGTH:
        return limit + 1
    if len(b) < len(a):
        a, b = b, a
    if (len(b) - len(a)) * _MOVE_COST > limit:
        return limit + 1
    # One row of the matrix of distances between prefixes, updated in place.
    row = [_MOVE_COST * count for count in range(1, len(a) + 1)]
    result = 0
    for position, b_char in enumerate(b):
        diagonal = result = position * _MOVE_COST
        smallest = None
        for index, a_char in enumerate(a):
            substituted = diagonal + _substitution_cost(a_char, b_char)
            diagonal = row[index]
            result = min(min(result, diagonal) + _MOVE_COST, substituted)
            row[index] = result
            if smallest is None or result < smallest:
                smallest = result
        if smallest > limit:
            return limit + 1
    return result


def _substitution_cost(a, b):
    if a == b:
        return 0
    return _CASE_COST if a.lower() == b.lower() else _MOVE_COST


def for_exception(exc, tb, wrong_name):
    """The hint for a NameError, AttributeError or ImportError, or None."""
    if not isinstance(wrong_name, str):
        return None
    try:
        if isinstance(exc, AttributeError):
            names = _attribute_names(exc.obj, tb, wrong_name)
        elif isinstance(exc, ImportError):
            module = __import__(exc.name)
            names = _public(_names_of(module, module.__dict__), wrong_name)
        else:
            if tb is None:
                return None
            frame = _last_frame(tb)
            names = [*frame.f_locals, *frame.f_globals, *frame.f_builtins]
            names = [name for name in names if isinstance(name, str)]
            if _is_attribute_of_self(frame, wrong_name):
                return f"self.{wrong_name}"
    except Exception:
        return None
    return closest(names, wrong_name)


def _last_frame(tb):
    while tb.tb_next is not None:
        tb = tb.tb_next
    return tb.tb_frame


def _names_of(obj, *fallback):
    try:
        names = dir(obj)
    except TypeError:
        # Names that cannot be sorted, some being no strings.
        names = [name for mapping in fallback for name in mapping]
    return sorted([name for name in names if isinstance(name, str)])


def _public(names, wrong_name):
    if wrong_name.startswith('_'):
        return names
    return [name for name in names if not name.startswith('_')]


def _attribute_names(obj, tb, wrong_name):
    names = _names_of(obj, obj.__class__.__dict__, getattr(obj, '__dict__', ()))
    if tb is not None:
        # Inside a method of the object itself the private names are no secret.
        scope = _last_frame(tb).f_locals
        if 'self' in scope and scope['self'] is obj:
            return names
    return _public(names, wrong_name)


def _is_attribute_of_self(frame, name):
    scope = frame.f_locals
    if 'self' not in scope:
        return False
    try:
        return hasattr(scope['self'], name)
    except Exception:
        return False
