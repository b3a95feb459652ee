def nothing():
    return


def constant():
    return 1


def local(a):
    return a


def either(a, b):
    return a if b else 0


def out_of_blocks(items):
    for item in items:
        with item as entered:
            try:
                return entered
            finally:
                done()
