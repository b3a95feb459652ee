"""The types of template strings, and what formatting them needs."""

Template = type(t'')
Interpolation = type(t'{None}'.interpolations[0])


def convert(obj, /, conversion):
    """What a replacement field with this conversion shows: obj itself for None."""
    if conversion is not None:
        for letter, function in ('s', str), ('r', repr), ('a', ascii):
            if conversion == letter:
                return function(obj)
        raise ValueError(f'invalid conversion specifier: {conversion}')
    return obj


def _template_unpickle(*args):
    if len(args) != 2:
        raise ValueError('Template expects tuple of length 2 to unpickle')
    from itertools import zip_longest
    return Template(*(part for pair in zip_longest(*args) for part in pair if part is not None))
