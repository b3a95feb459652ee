class Thing:
    inner = None


def use(thing):
    return thing.inner.name.upper() if thing else 0


use(Thing())
