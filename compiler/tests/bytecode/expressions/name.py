a


def kinds(argument):
    local = argument
    if argument:
        maybe = 1
    cell = maybe
    return (lambda: cell), local, len, a
