def handled():
    try:
        raise a
    except a:
        raise
    raise b(1) from c
